import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { readReport, type Report } from "../../src/index.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import { sagewarden } from "./process.ts";

const now = "2026-11-21T12:00:00.000Z";

const reportIn = async (cwd: string, name: string): Promise<Report> => readReport(await readFile(join(cwd, name), "utf8"), name);
const identities = ({ findings }: Report): string[] => findings.map(({ fingerprint, verdict }) => `${verdict} ${fingerprint}`).sort();

describe("a live scan", () => {
  it("of an account like the demo's finds what the demo finds, counts its calls, and names what it was denied", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-live-"));
    await writeFile(join(cwd, "sagewarden.yaml"), demoConfig(now));
    const seed = demoDocuments(now);
    await using fake = await startFakeAws({
      seeds: [seed],
      keys: { [standInKey]: seed.account },
      faults: [{ effect: "deny", operation: "DescribeUserProfile" }],
      clock: virtualClock(now),
    });
    const live = await sagewarden(["scan", "--now", now, "-q", "-f", "json=live.json"], { cwd, env: environment(fake.url) });
    const demo = await sagewarden(["scan", "--demo", "--now", now, "-q", "-f", "json=demo.json"], { cwd });
    expect({ code: live.code, stderr: live.stderr }).toEqual({ code: demo.code, stderr: "" });
    fake.log.assertNoUnexpected();
    const report = await reportIn(cwd, "live.json");
    expect(identities(report)).toEqual(identities(await reportIn(cwd, "demo.json")));
    expect(report.target).toBe(`account ${seed.account} in ${seed.region}`);
    expect(report.coverage.filter(({ state }) => state === "denied").map(({ kind, phase }) => `${kind} ${phase}`)).toEqual([
      "user-profile describe",
    ]);
    expect(report.calls?.["sagemaker:DescribeNotebookInstance"]).toBe(seed.resources["notebook-instance"]?.length);
  });

  it("without credentials ends in one paragraph", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-live-"));
    const env = { AWS_EC2_METADATA_DISABLED: "true", AWS_REGION: "eu-central-1" };
    const { code, stderr } = await sagewarden(["scan"], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sagewarden: AWS did not say who is calling[^\n]+AWS_PROFILE[^\n]+\n$/);
  });
});
