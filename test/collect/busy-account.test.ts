import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import type { Estate } from "../../src/estate/estate.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import type { Report } from "../../src/findings/report.ts";
import { openDescriptions } from "../../src/history/descriptions.ts";
import { judge, loadWasmPolicy, wantedBy } from "../../src/index.ts";
import { type BusyAccount, busyAccount, busyAccountSize, newInADay } from "../estates/busy-account.ts";
import { start } from "../fake-aws/samples.ts";
import { scan, type Scan, type ScanOptions } from "./scan.ts";
import { daysAgo } from "./world.ts";

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(new Uint8Array(readFileSync("policies/policy.wasm")));
const { config } = parseConfig("profile: baseline", "sagewarden.yaml");

/** As the command scans by itself: the rules of the default profile, and thirty days of history. */
const look = (account: BusyAccount, options: ScanOptions = {}): Promise<Scan> =>
  scan({ seeds: [busyAccount(account)] }, { wanted: wantedBy(config, catalogue), since: daysAgo(30), ...options });

const callsOf = ({ fake }: Scan): number => fake.log.entries.filter(({ service }) => service !== "sts").length;
const perResource = (seen: Scan): number => callsOf(seen) / seen.estate.resources.length;

const verdictsOf = (estate: Estate): Record<string, Report["resources"][number]["verdicts"]> => {
  const report = judge({ estate, config, catalogue, policy, now: start, version: "0", target: "an account" });
  return Object.fromEntries(report.resources.map(({ id, verdicts }) => [id, verdicts]));
};

describe(`An account of ${busyAccountSize} resources`, () => {
  const home = mkdtempSync(join(tmpdir(), "sagewarden-busy-"));
  const remembering = async (day: string, account: BusyAccount): Promise<Scan> => {
    const now = new Date(day);
    const descriptions = openDescriptions({ file: join(home, "descriptions.sqlite"), now, scan: now, say: () => undefined });
    try {
      return await look(account, { memory: { descriptions } });
    } finally {
      descriptions?.close();
    }
  };
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  let untracked: Scan;
  let verdicts: ReturnType<typeof verdictsOf>;

  beforeAll(async () => {
    untracked = await remembering(daysAgo(1), { tracked: false });
    verdicts = verdictsOf(untracked.estate);
  }, 180_000);

  it("costs at most 0.40 calls for each, cold and checked against the lists, where the index knows no processing and no transform job", () => {
    expect(untracked.estate.resources).toHaveLength(busyAccountSize);
    expect(untracked.estate.coverage.filter(({ state }) => state !== "complete")).toEqual([]);
    expect(perResource(untracked)).toBeLessThanOrEqual(0.4);
  });

  it("costs at most 0.11 where the index knows them, with the same verdicts", async () => {
    const tracked = await look({ tracked: true });
    expect(perResource(tracked)).toBeLessThanOrEqual(0.11);
    expect(verdictsOf(tracked.estate)).toEqual(verdicts);
  }, 180_000);

  it("costs at most 0.10 where Search is trusted, with the same verdicts", async () => {
    const trusted = await look({ tracked: true }, { trustSearch: true });
    expect(perResource(trusted)).toBeLessThanOrEqual(0.1);
    expect(verdictsOf(trusted.estate)).toEqual(verdicts);
  }, 180_000);

  it("costs at most 0.05 a day later, with the descriptions of the day before, and is judged as if there were none", async () => {
    const again = await remembering(start, { tracked: false, later: true });
    const made = Object.values(newInADay).reduce((all, count) => all + count, 0);
    expect(again.estate.resources).toHaveLength(busyAccountSize + made);
    expect(perResource(again)).toBeLessThanOrEqual(0.05);
    const anew = await look({ tracked: true, later: true });
    expect(verdictsOf(again.estate)).toEqual(verdictsOf(anew.estate));
  }, 180_000);
});
