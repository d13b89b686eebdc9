import { beforeAll, describe, expect, it } from "vitest";
import { globalRegion } from "../../src/estate/relation.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";
import { everyKind, sampleResources } from "../fake-aws/every-kind.ts";
import { account, region, seedOf } from "../fake-aws/samples.ts";
import { denialsFrom, seedsFrom } from "../fake-aws/seed-from-estate.ts";
import { scan, type Scan } from "./scan.ts";

const seeded = sampleResources(3);

describe("An account with some of every kind", () => {
  let seen: Scan;
  beforeAll(async () => {
    seen = await scan({ seeds: [seedOf(everyKind(3))] });
  });

  it.each(kinds.map(({ name }) => name))("shows each %s with every field and tag that it has", (name) => {
    const found = seen.estate.resources.filter(({ kind }) => kind === name);
    const several = kindNamed(name)?.list.items === null ? [{}] : [{}, {}, {}];
    expect(found.map(({ unknown }) => unknown)).toEqual(several);
    const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    const configs = seeded.filter(({ kind }) => kind === name).map(({ config }) => config);
    expect(found.map(({ config }) => config).sort(byText)).toEqual(configs.sort(byText));
    expect(
      found.every(
        (one) =>
          (one.createdAt !== null || kindNamed(name)?.identity.createdAt === null) &&
          one.account === account &&
          one.region === (kindNamed(name)?.global ? globalRegion : region),
      ),
    ).toBe(true);
  });

  it("is seen whole: no cell is less than complete", () => {
    expect(seen.estate.coverage.filter(({ state }) => state !== "complete")).toEqual([]);
    expect(new Set(seen.estate.coverage.map(({ kind }) => kind))).toEqual(new Set(kinds.map(({ name }) => name)));
  });

  it("is the same when it is served from what was seen", async () => {
    const again = await scan({ seeds: seedsFrom(seen.estate), faults: denialsFrom(seen.estate) });
    expect(again.estate.resources).toEqual(seen.estate.resources);
  });
});
