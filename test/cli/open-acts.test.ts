import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { actId, openIntents, openRun, readJournal, readPlan } from "../../src/index.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import { runIn } from "./in-process.ts";

const now = "2026-11-21T12:00:00.000Z";
const [home, closed] = ["111122223333", "444455556666"];
const file = ".sagewarden/journal.jsonl";

/** A notebook that is overdue, and an act on it that a run began when it lay in an account that has been closed since. */
const place = async (config = demoConfig(now), where = closed) => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-open-"));
  await writeFile(join(cwd, "sagewarden.yaml"), config);
  const fake = await startFakeAws({ seeds: [demoDocuments(now)], keys: { [standInKey]: home }, clock: virtualClock(now, 600) });
  const { say, restore } = runIn(cwd, now, environment(fake.url));
  await say("scan", "-q", "-f", "json=report.json");
  await say("fix", "plan", "report.json", "--rule", "overdue-notebook", "-o", "plan.json", "-q");
  const plan = readPlan(await readFile(join(cwd, "plan.json"), "utf8"), "plan.json");
  const [item] = readPlan(await readFile(join(cwd, "plan.json"), "utf8"), "plan.json").items;
  if (!item) throw new Error("nothing was planned");
  // What makes the journal.
  await say("fix", "apply", "plan.json", "--approve", "0".repeat(64));
  const { journal, close } = openRun({ file: join(cwd, file), holder: "a run that dies", now: () => now, clock: Date.now });
  const there = { ...item, account: where };
  await journal.append({
    type: "intent",
    plan: "0".repeat(64),
    resource: item.resource,
    verb: item.verb,
    token: 1,
    item: there,
    before: {},
  });
  close();
  const entries = () => readJournal(join(cwd, file)).entries();
  const id = openIntents(entries()).map(actId)[0] ?? "";
  return { cwd, fake, say, restore, plan, id, entries };
};

describe("an act that was begun, and of which nobody can tell how it ended", { timeout: 120_000 }, () => {
  it("is listed with why; nothing else is done to its resource until somebody writes it off, which the journal proves", async () => {
    const { fake, say, restore, plan, id, entries } = await place();
    await using _ = fake;
    const listed = await say("fix", "open");
    expect(listed.code).toBe(4);
    expect(listed.stdout).toMatch(
      new RegExp(`^${id.slice(0, 12)} .*stop notebook-instance churn-exploration.*it is in account ${closed}`, "m"),
    );
    const held = await say("fix", "apply", "plan.json", "--approve", plan.hash);
    expect(held.code).toBe(4);
    expect(held.stdout).toContain(
      "NOT REACHED  stop notebook-instance churn-exploration  stop was begun on it at 2026-11-21T12:00:00.000Z",
    );
    expect(fake.log.count("StopNotebookInstance")).toBe(0);

    const written = await say("fix", "write-off", id.slice(0, 12), "--reason", "The account was closed on Friday.");
    expect(written).toMatchObject({
      code: 0,
      stdout: "written off  stop notebook-instance churn-exploration  The account was closed on Friday.\n",
    });
    expect(entries().at(-1)).toMatchObject({
      type: "outcome",
      outcome: "written-off",
      detail: "The account was closed on Friday.",
      by: `arn:aws:sts::${home}:assumed-role/scanner/stand-in`,
    });
    expect(await say("fix", "open")).toMatchObject({ code: 0, stdout: "", stderr: "sagewarden: no act is open.\n" });
    expect(await say("fix", "write-off", id, "--reason", "Again.")).toMatchObject({ code: 2 });
    expect((await say("fix", "apply", "plan.json", "--approve", plan.hash)).stdout).toMatch(/^done {2}stop notebook-instance/m);
    expect((await say("audit", "verify", file)).code).toBe(0);
    restore();
  });

  it("is not written off where a look tells after all: that is written down instead", async () => {
    const { fake, say, restore, id, entries } = await place(demoConfig(now), home);
    await using _ = fake;
    expect(await say("fix", "open")).toMatchObject({ code: 0 });
    const { code, stdout } = await say("fix", "write-off", id, "--reason", "I am sure.");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^failed, as a look tells {2}stop notebook-instance churn-exploration {2}interrupted, and no effect was seen/);
    expect(entries().at(-1)).toMatchObject({ outcome: "failed" });
    restore();
  });

  it("is not for everybody to write off, and never for what runs unattended", async () => {
    const platform = demoConfig(now).replace(/ {2}people:\n.*\n/, `  platform: ["arn:aws:sts::${home}:assumed-role/scanner/stand-in"]\n`);
    const { cwd, fake, say, restore, id } = await place();
    await using _ = fake;
    for (const [config, says] of [
      [platform, "the platform is not its owner"],
      [demoConfig(now).replace("scanner/stand-in", "scanner/eve"), "is nobody that the configuration's identities name"],
    ] as const) {
      await writeFile(join(cwd, "sagewarden.yaml"), config);
      const { code, stderr } = await say("fix", "write-off", id, "--reason", "It is in the way.");
      expect([code, stderr.includes(says)]).toEqual([2, true]);
    }
    expect((await say("fix", "open")).code).toBe(4);
    restore();
  });
});
