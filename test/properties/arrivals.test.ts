import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { render } from "../../reports/json/index.ts";
import { parseConfig } from "../../src/config/load.ts";
import type { Estate } from "../../src/estate/estate.ts";
import { growingShelf, type OpenShelf } from "../../src/estate/shelf.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import { sourceOf } from "../../src/findings/report-source.ts";
import { diskShelves } from "../../src/history/disk-shelves.ts";
import { judge, judging } from "../../src/judge.ts";
import { arbitraryEstate } from "../estate/arbitrary-estate.ts";
import { arbitraryStudio } from "../estate/arbitrary-studio.ts";
import { shuffledArrivals } from "../estate/shuffled-arrivals.ts";

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));
const disk = diskShelves();
afterAll(disk.close);

const exceptions = `
exceptions:
  - { id: a, rule: required-tags, kind: model, reason: tried out, owner: ada, expires: "2027-01-01" }
  - { id: b, rule: idle-timeout, region: us-east-1, reason: tried out, owner: ada, expires: "2027-01-01" }
`;
const { config } = parseConfig(exceptions, "sagewarden.yaml", {});
const now = "2026-11-21T21:00:00Z";
const subject = { config, catalogue, policy, now, version: "1.2.3" };

const text = (report: Parameters<typeof render>[0]): string => [...render(report, { width: 80, color: false, links: false })].join("");
const whole = (estate: Estate): string => text(sourceOf(judge({ ...subject, estate, target: "here" })));

const estates: fc.Arbitrary<Estate> = fc.oneof(arbitraryStudio, arbitraryEstate);

describe("An estate that comes in parts", () => {
  it.each<[string, OpenShelf]>([
    ["on disk", disk.open],
    ["in memory at first", growingShelf(5, disk.open)],
  ])("has the same report, to the byte, as in one go: whatever the order and the size of the parts, %s", (_, open) => {
    fc.assert(
      fc.property(estates, fc.nat(), (estate, seed) => {
        const { take, finish } = judging({ ...subject, source: estate.source, open });
        shuffledArrivals(estate, seed).forEach(take);
        expect(text(finish({ collectedAt: estate.collectedAt, target: "here" }))).toBe(whole(estate));
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });
});
