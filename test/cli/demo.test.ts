import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { demoEstate } from "../../src/cli/demo/estate.ts";
import { parseConfig } from "../../src/config/load.ts";
import { isGap } from "../../src/estate/cell.ts";
import { isObject } from "../../src/estate/json.ts";
import { verdictWords } from "../../src/evaluate/verdict.ts";
import { judge, kindNamed, loadCatalogue, loadWasmPolicy, misfit, type Report, type Resource } from "../../src/index.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { createStore } from "../fake-aws/store.ts";

const root = new URL("../../", import.meta.url);
const catalogue = loadCatalogue(await readFile(new URL("rules/catalogue.json", root), "utf8"));
const policy = await loadWasmPolicy(new Uint8Array(await readFile(new URL("policies/policy.wasm", root))));

const judged = async (now: string): Promise<Report> => {
  const { config } = parseConfig(demoConfig(now), "the demo's configuration");
  return judge({ estate: await demoEstate(now), config, catalogue, policy, now, version: "0", target: "demo" });
};

const noon = "2026-11-21T12:00:00.000Z";
const anyInstant = fc
  .date({ min: new Date("2025-01-01T00:00:00Z"), max: new Date("2035-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());

const misfits = ({ id, kind, config }: Resource): string[] =>
  Object.entries(kindNamed(kind)?.fields ?? {}).flatMap(([name, field]) => {
    const value = config[name];
    if (field.shape !== "leaf" || value === undefined) return [];
    const why = misfit(field, value);
    return why === undefined ? [] : [`${id} ${name}: ${why}`];
  });

describe("the demo estate", () => {
  it("is a team's account of about 60 resources, of many kinds, each as its kind demands", async () => {
    const { resources } = await demoEstate(noon);
    expect(resources.length).toBeGreaterThanOrEqual(55);
    expect(resources.length).toBeLessThanOrEqual(75);
    expect(resources.flatMap(misfits)).toEqual([]);
    expect(new Set(resources.map(({ kind }) => kind)).size).toBe(19);
  });

  it("is seen whole but for the one denied cell", async () => {
    const { coverage, resources } = await demoEstate(noon);
    expect(coverage.filter(isGap).map(({ kind, phase, state }) => [kind, phase, state])).toEqual([["user-profile", "describe", "denied"]]);
    const reasons = resources.flatMap(({ kind, unknown }) => Object.values(unknown).map(({ reason }) => `${kind} ${reason}`));
    expect([...new Set(reasons)]).toEqual(["user-profile denied"]);
  });

  it("holds only what AWS's own model knows", () => {
    const { account, region, resources } = demoDocuments(noon);
    expect(() => createStore([{ account, region, resources }], virtualClock(new Date(noon)))).not.toThrow();
  });

  it("shows a failure of every family, and all five verdicts", async () => {
    const report = await judged(noon);
    const failed = new Set(report.findings.filter(({ verdict }) => verdict === "fail").map(({ rule }) => rule));
    const families = (rules: readonly { id: string; family: string }[]): string[] => [...new Set(rules.map(({ family }) => family))].sort();
    // The team has no notebooks on EC2 of its own.
    const shown = catalogue.rules.filter(({ family }) => family !== "ec2-notebook");
    expect(families(report.rules.filter(({ id }) => failed.has(id)))).toEqual(families(shown));
    expect(verdictWords.filter((word) => report.summary.verdicts[word] === 0)).toEqual([]);
    expect(report.notices).toEqual([]);
  });

  it("has exactly one notebook that is overdue, by three hours, whenever it is looked at", async () => {
    await fc.assert(
      fc.asyncProperty(anyInstant, async (now) => {
        const { findings } = await judged(now);
        const overdue = findings.filter(({ rule, verdict }) => rule === "overdue-notebook" && verdict !== "exempt");
        expect(overdue.map(({ resource, verdict }) => [resource.split("/").at(-1), verdict])).toEqual([["churn-exploration", "fail"]]);
        const seconds = overdue[0]?.facts["overdueSeconds"];
        expect(seconds).toBeGreaterThanOrEqual(3 * 3600);
        expect(seconds).toBeLessThan(3 * 3600 + 60);
      }),
      { numRuns: 15 },
    );
  });

  it("never ages: the same findings at every instant", async () => {
    const identities = ({ findings }: Report): string[] => findings.map(({ fingerprint, verdict }) => `${fingerprint} ${verdict}`).sort();
    const atNoon = identities(await judged(noon));
    await fc.assert(
      fc.asyncProperty(anyInstant, async (now) => {
        expect(identities(await judged(now))).toEqual(atNoon);
      }),
      { numRuns: 15 },
    );
  });

  it("differs only in its instants from one moment to the next", () => {
    const shape = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shape);
      if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shape(part)]));
      return typeof value === "string" && /^\d{4}-\d{2}-\d{2}T/.test(value) ? "an instant" : value;
    };
    expect(shape(demoDocuments("2031-02-03T04:05:06.000Z"))).toEqual(shape(demoDocuments(noon)));
  });
});
