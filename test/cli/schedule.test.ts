import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import { sagewarden } from "./process.ts";

const now = "2026-11-21T12:00:00.000Z";

describe("the timetable of what is live", () => {
  it("is that of the demo for an account like the demo's, and asks only for what it needs", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-schedule-"));
    await writeFile(join(cwd, "sagewarden.yaml"), demoConfig(now));
    const seed = demoDocuments(now);
    await using fake = await startFakeAws({ seeds: [seed], keys: { [standInKey]: seed.account }, clock: virtualClock(now) });
    const live = await sagewarden(["schedule", "show", "--now", now, "-q"], { cwd, env: environment(fake.url) });
    const demo = await sagewarden(["schedule", "show", "--demo", "--now", now, "-q"], { cwd });
    expect({ code: live.code, stderr: live.stderr }).toEqual({ code: 0, stderr: "" });
    expect(live.stdout).toBe(demo.stdout);
    expect(live.stdout).toContain("churn-exploration");
    fake.log.assertNoUnexpected();
    const asked = new Set(fake.log.entries.map(({ operation }) => operation));
    expect([...asked].filter((operation) => /Model|Lifecycle|UserProfile|Domain/.test(operation))).toEqual([]);
  });
});
