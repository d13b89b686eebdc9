import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { arrivalsOf } from "../../src/estate/arrival.ts";
import { type Estate, estateFormat, type Resource } from "../../src/estate/estate.ts";
import { isObject } from "../../src/estate/json.ts";
import { memoryShelf } from "../../src/estate/shelf.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy, type Policy } from "../../src/evaluate/policy.ts";
import { judging } from "../../src/judge.ts";

const catalogue = loadCatalogue(await readFile("rules/catalogue.json", "utf8"));
const wasm = await loadWasmPolicy(new Uint8Array(await readFile("policies/policy.wasm")));

const place = { account: "123456789012", region: "eu-central-1" };
const count = 3_000;

const profile = (at: number): Resource => ({
  ...place,
  id: `profile-${at}`,
  kind: "user-profile",
  name: `profile-${at}`,
  arn: null,
  createdAt: null,
  config: {
    executionRoleArn: "arn:aws:iam::123456789012:role/lab",
    tags: { project: at === 7 ? "grid" : "churn", user: `user-${at}` },
  },
  unknown: {},
  defaulted: [],
});

it("three thousand profiles of one role are not each sent the other three thousand, and each is judged by them all the same", () => {
  const estate: Estate = {
    format: estateFormat,
    source: "live",
    collectedAt: null,
    resources: Array.from({ length: count }, (_, at) => profile(at)),
    coverage: [{ ...place, kind: "user-profile", phase: "list", state: "complete", seen: count }],
  };
  let others = 0;
  const policy: Policy = (kind, input) => {
    for (const { sameRole } of input.resources) others += isObject(sameRole) || Array.isArray(sameRole) ? Object.keys(sameRole).length : 0;
    return wasm(kind, input);
  };
  const { config } = parseConfig("profile: baseline", "sagewarden.yaml");
  const { take, finish } = judging({
    source: "live",
    config,
    catalogue,
    policy,
    now: "2026-11-21T12:00:00Z",
    version: "0",
    open: memoryShelf,
  });
  for (const arrival of arrivalsOf(estate)) take(arrival);
  const { rules } = finish({ collectedAt: null, target: "test" });
  expect(rules.find(({ id }) => id === "role-of-one-project")?.counts).toMatchObject({ fail: count, pass: 0 });
  // There are two projects: so many are told apart.
  expect(others).toBeGreaterThan(0);
  expect(others).toBeLessThanOrEqual(2 * count);
});
