import { describe, expect, it } from "vitest";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { demoEstate } from "../../src/cli/demo/estate.ts";
import { scan } from "../collect/scan.ts";
import { start } from "./samples.ts";
import { denialsFrom, seedsFrom } from "./seed-from-estate.ts";

describe("An estate served live", () => {
  it("is collected as the same resources, tags and defaults", async () => {
    const { account, region, resources } = demoDocuments(start);
    const { estate } = await scan({ seeds: [{ account, region, resources }] });
    expect(new Set(estate.resources.map(({ kind }) => kind)).size).toBe(19);
    const again = await scan({ seeds: seedsFrom(estate) });
    expect(again.estate.resources).toEqual(estate.resources);
    expect(again.estate.coverage).toEqual(estate.coverage);
  });

  it("hides what the demo estate has hidden, and shows the rest", async () => {
    const demo = await demoEstate(start);
    const { estate } = await scan({ seeds: seedsFrom(demo), faults: denialsFrom(demo) });
    expect(estate.resources).toEqual(demo.resources);
    expect(estate.coverage.filter(({ state }) => state === "denied")).not.toEqual([]);
    expect(estate.coverage.map(({ state }) => state)).toEqual(demo.coverage.map(({ state }) => state));
  });
});
