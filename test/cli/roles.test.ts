import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { isObject } from "../../src/estate/json.ts";
import { awsClients, readJournal, readPlan } from "../../src/index.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import { type FakeAws, type FakeAwsOptions, startFakeAws } from "../fake-aws/server.ts";
import { sagewarden } from "./in-process.ts";
import type { Ran } from "./process.ts";

const now = "2026-11-21T12:00:00.000Z";
const account = "111122223333";
const [reader, actor] = [`arn:aws:iam::${account}:role/reader`, `arn:aws:iam::${account}:role/actor`];

type Place = { cwd: string; run: (...args: string[]) => Promise<Ran>; fake: FakeAws };

const place = async (more: string, options: Partial<FakeAwsOptions> = {}): Promise<Place> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-roles-"));
  await writeFile(join(cwd, "sagewarden.yaml"), `${demoConfig(now)}${more}`);
  const fake = await startFakeAws({
    seeds: [demoDocuments(now)],
    keys: { [standInKey]: account },
    roles: [{ arn: reader }, { arn: actor }],
    clock: virtualClock(now, 60),
    ...options,
  });
  return { cwd, fake, run: (...args) => sagewarden([...args, "--now", now], { cwd, env: environment(fake.url) }) };
};

const twoRoles = `awsRoles: { read: "${reader}", act: "arn:aws:iam::{account}:role/actor" }\n`;
const stops = ({ log }: FakeAws) => log.entries.filter(({ operation }) => operation === "StopNotebookInstance");

const planned = async ({ cwd, run }: Place): Promise<string> => {
  await run("scan", "-q", "-f", "json=report.json");
  await run("fix", "plan", "report.json", "--rule", "overdue-notebook", "-o", "plan.json", "-q");
  const plan: unknown = JSON.parse(await readFile(join(cwd, "plan.json"), "utf8"));
  return isObject(plan) ? String(plan["hash"]) : "";
};

describe("two roles", { timeout: 120_000 }, () => {
  it("look under the one and act under the other, in a session that the journal names", async () => {
    const there = await place(twoRoles);
    await using fake = there.fake;
    const hash = await planned(there);
    const applied = await there.run("fix", "apply", "plan.json", "--approve", hash);
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.stdout).toMatch(/^done {2}stop notebook-instance churn-exploration/m);
    expect(stops(fake).map(({ caller }) => caller)).toEqual([
      `arn:aws:sts::${account}:assumed-role/actor/sagewarden-${hash.slice(0, 12)}-0`,
    ]);
    const looks = fake.log.entries.filter(({ operation }) => /^(List|Describe)/.test(operation));
    expect(new Set(looks.map(({ caller }) => caller))).toEqual(new Set([`arn:aws:sts::${account}:assumed-role/reader/sagewarden-read`]));
    const intents = readJournal(join(there.cwd, ".sagewarden/journal.jsonl")).entries();
    expect(intents.find(({ type }) => type === "intent")).toMatchObject({ session: stops(fake)[0]?.caller });
    // Who planned and approved is still whoever called, and not a role that anyone may take.
    expect(intents[0]).toMatchObject({ identity: `arn:aws:sts::${account}:assumed-role/scanner/stand-in` });
    fake.log.assertNoUnexpected();
  });

  it("AWS itself refuses in that session whatever was not planned", async () => {
    const there = await place(twoRoles);
    await using fake = there.fake;
    const { sessionBounds } = await import("../../src/index.ts");
    await planned(there);
    const plan = readPlan(await readFile(join(there.cwd, "plan.json"), "utf8"), "plan.json");
    const before = { ...process.env };
    Object.assign(process.env, environment(fake.url));
    const [bound] = sessionBounds(plan.items);
    const clients = awsClients({ role: { arn: actor, sessionName: "test", policy: bound?.policy ?? "" }, region: "eu-central-1" });
    const stop = (name: string, verb: "StopNotebookInstance" | "DeleteNotebookInstance" = "StopNotebookInstance") =>
      clients.send({ service: "sagemaker", name: verb }, { NotebookInstanceName: name }, "eu-central-1");
    try {
      await expect(stop("churn-features")).rejects.toThrow("because no session policy allows the sagemaker:StopNotebookInstance action");
      await expect(stop("churn-exploration", "DeleteNotebookInstance")).rejects.toThrow("no session policy allows");
      await expect(stop("churn-exploration")).resolves.toBeDefined();
    } finally {
      clients.close();
      process.env = before;
    }
  });

  it("where the acting role is refused nothing is done, and each act is said not to have been reached", async () => {
    const there = await place(twoRoles, { roles: [{ arn: reader }] });
    await using fake = there.fake;
    const applied = await there.run("fix", "apply", "plan.json", "--approve", await planned(there));
    expect(applied.code).toBe(4);
    expect(applied.stdout).toMatch(
      /^NOT REACHED {2}stop notebook-instance churn-exploration {2}the acting role was refused: .*AccessDenied/m,
    );
    expect(stops(fake)).toEqual([]);
  });
});

describe("the kill switch that is a parameter", { timeout: 120_000 }, () => {
  const switched = "  killSwitchParameter: /sagewarden/acts\n";

  it.each([
    ["says run", { "/sagewarden/acts": "run" }, [], "done"],
    ["says anything else", { "/sagewarden/acts": "halt" }, [], "the parameter /sagewarden/acts does not say run"],
    ["is not there", {}, [], "the parameter /sagewarden/acts cannot be read (ParameterNotFound)"],
    [
      "may not be read",
      { "/sagewarden/acts": "run" },
      [{ effect: "deny", operation: "GetParameter" }],
      "cannot be read (AccessDeniedException)",
    ],
    [
      "answers with a fault",
      { "/sagewarden/acts": "run" },
      [{ effect: "break", operation: "GetParameter", how: 500, share: 1 }],
      "cannot be read",
    ],
  ] as const)("lets acts be done only while it can be read and says so: it %s", async (_, parameters, faults, said) => {
    const there = await place(switched, { parameters, faults });
    await using fake = there.fake;
    const { stdout, code } = await there.run("stop", "--apply");
    expect(stdout).toContain(said);
    expect(stops(fake).length).toBe(said === "done" ? 1 : 0);
    expect(code === 4).toBe(said !== "done");
  });
});
