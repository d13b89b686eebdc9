import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

type Measured = { findings: number; knownFromEqual: number; peakMegabytes: number; megabytes: Record<string, number> };

/** A hundred thousand jobs with 175,000 findings, a hundred megabytes of report: held as objects, all of it takes several times as much. */
it("a long job history is judged and rendered in every format in bounded memory", { timeout: 120_000 }, () => {
  const { stdout, stderr } = spawnSync(process.execPath, ["bench/history.ts", "--jobs", "100000"], { encoding: "utf8" });
  expect(stderr).toBe("");
  const read: (text: string) => Measured = JSON.parse;
  const measured = read(stdout);
  expect(measured.findings).toBe(175_000);
  expect(measured.megabytes["json"]).toBeGreaterThan(100);
  expect(measured.knownFromEqual).toBeGreaterThan(0.99);
  expect(measured.peakMegabytes).toBeLessThan(300);
});
