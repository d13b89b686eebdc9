import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

type Measured = { seen: number; calls: number; shares: Record<string, number>; peak: number };

/** As objects, the last nine thousand would take a hundred megabytes; `node bench/live-history.ts` has the figures for half a million. */
it("a live scan of a long job history sees all of it by the hundred, in memory that does not grow with it", { timeout: 120_000 }, () => {
  const { stdout, stderr } = spawnSync(process.execPath, ["bench/live-history.ts", "--json", "--source", "--jobs", "12000"], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const read: (text: string) => Measured = JSON.parse;
  const { seen, calls, shares, peak } = read(stdout);
  expect(seen).toBe(12_000);
  // A page of each for every hundred, and a call for each of those that lack a tag.
  expect(calls).toBeLessThan(0.15 * seen);
  expect((shares["100 %"] ?? Infinity) - (shares["25 %"] ?? 0)).toBeLessThan(50);
  // The source loads the SDK whole, some 90 MB more than what is installed, of which bench/live-history.ts asks for less than 300.
  expect(peak).toBeLessThan(350);
});
