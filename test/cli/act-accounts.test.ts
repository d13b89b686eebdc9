import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { readJournal, readPlan, sessionBounds } from "../../src/index.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import { type FakeAws, type FakeAwsOptions, startFakeAws } from "../fake-aws/server.ts";
import { runIn } from "./in-process.ts";

const now = "2026-11-21T12:00:00.000Z";
const [home, one, two] = ["111122223333", "444455556666", "777788889999"];
const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
const session = (account: string, name: string): string => `arn:aws:sts::${account}:assumed-role/${name}`;
const inAccount = (account: string) => JSON.parse(JSON.stringify(demoDocuments(now)).replaceAll(home, account));

/** The demo's account and two others that look like it; the caller is at home in the first. */
const accounts = `accounts: [{ id: "${home}" }, { roleArn: "${role(one, "scanner")}" }, { roleArn: "${role(two, "scanner")}" }]\n`;
const acting = `awsRoles: { act: "arn:aws:iam::{account}:role/actor" }\n`;
const approval = (text: string): string => text.replace("maxPercent: 25", "maxPercent: 25\n  canaries: 0\n  maxFailures: 0");
const configured = (more: string): string => `${approval(demoConfig(now))}${more}`;
const roles = [home, one, two].flatMap((account) => [{ arn: role(account, "scanner") }, { arn: role(account, "actor") }]);

type Place = { cwd: string; fake: FakeAws; say: ReturnType<typeof runIn>["say"] };
let restore = (): void => undefined;
afterEach(() => restore());

const place = async (config: string, options: Partial<FakeAwsOptions> = {}, env: Record<string, string> = {}): Promise<Place> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-accounts-"));
  await writeFile(join(cwd, "sagewarden.yaml"), config);
  const fake = await startFakeAws({
    seeds: [demoDocuments(now), inAccount(one), inAccount(two)],
    keys: { [standInKey]: home },
    roles,
    clock: virtualClock(now, 600),
    ...options,
  });
  const there = runIn(cwd, now, { ...environment(fake.url), ...env });
  ({ restore } = there);
  return { cwd, fake, say: there.say };
};

const stops = ({ log }: FakeAws): string[] =>
  log.entries.filter(({ operation }) => operation === "StopNotebookInstance").map(({ account, caller }) => `${account} ${caller}`);
const planIn = async ({ cwd }: Place, name = "plan.json") => readPlan(await readFile(join(cwd, name), "utf8"), name);
const linesOf = (stdout: string, word: string): number => stdout.split("\n").filter((line) => line.startsWith(`${word}  `)).length;

/** One look at the three accounts serves every plan here. */
let report = "";
beforeAll(async () => {
  const there = await place(configured(accounts));
  await using _ = there.fake;
  await there.say("scan", "-q", "-f", "json=report.json");
  report = await readFile(join(there.cwd, "report.json"), "utf8");
}, 120_000);

const planned = async (there: Place): Promise<string> => {
  await writeFile(join(there.cwd, "report.json"), report);
  const said = await there.say("fix", "plan", "report.json", "--rule", "overdue-notebook", "-o", "plan.json");
  expect(said).toMatchObject({ code: 0 });
  return (await planIn(there)).hash;
};

describe("acts in several accounts", { timeout: 120_000 }, () => {
  it("are each done in their own, by its own acting role, in a session that holds that account's acts alone; and taken back so", async () => {
    const there = await place(configured(accounts + acting));
    await using fake = there.fake;
    const hash = await planned(there);
    const plan = await planIn(there);
    expect(plan.accounts).toEqual(
      [home, one, two].map((account) => ({
        account,
        caller: session(home, "scanner"),
        looksAs: session(account, "scanner"),
        actsAs: session(account, "actor"),
      })),
    );
    for (const { items, policy } of sessionBounds(plan.items)) {
      const others = [home, one, two].filter((account) => account !== items[0]?.account);
      expect(others.filter((account) => policy.includes(account))).toEqual([]);
    }
    const applied = await there.say("fix", "apply", "plan.json", "--approve", hash);
    expect(applied).toMatchObject({ code: 0 });
    expect(linesOf(applied.stdout, "done")).toBe(3);
    const named = [home, one, two].map((account, nth) => `${session(account, "actor")}/sagewarden-${hash.slice(0, 12)}-${nth}`);
    expect(stops(fake)).toEqual([home, one, two].map((account, nth) => `${account} ${named[nth]}`));
    const intents = readJournal(join(there.cwd, ".sagewarden/journal.jsonl")).entries();
    expect(intents.flatMap((entry) => (entry.type === "intent" ? [entry.session] : []))).toEqual(named);

    expect((await there.say("fix", "undo", hash, "-o", "undo.json")).stdout).toContain("3 acts planned");
    const undone = await there.say("fix", "apply", "undo.json", "--approve", (await planIn(there, "undo.json")).hash);
    expect(linesOf(undone.stdout, "done")).toBe(3);
    fake.log.assertNoUnexpected();
  });

  it("are done by whoever the account is opened by, where no acting role is named, still in a session of the planned acts", async () => {
    const there = await place(configured(accounts));
    await using fake = there.fake;
    const applied = await there.say("fix", "apply", "plan.json", "--approve", await planned(there));
    expect(linesOf(applied.stdout, "done")).toBe(3);
    expect(stops(fake).map((line) => line.replace(/-\w{12}-\d$/, ""))).toEqual([
      `${home} ${session(home, "scanner")}/stand-in`,
      `${one} ${session(one, "scanner")}/sagewarden`,
      `${two} ${session(two, "scanner")}/sagewarden`,
    ]);
  });

  it.each([
    ["an account that lets nobody in", "scanner", "account 444455556666 cannot be entered: "],
    ["an acting role that is refused", "actor", "the acting role was refused: "],
  ])("go on beside %s: what was meant for it is not reached, and costs the others none of what may fail", async (_, name, why) => {
    const there = await place(configured(accounts + acting));
    await using fake = there.fake;
    const hash = await planned(there);
    fake.credentials.withdraw(role(one, name));
    const applied = await there.say("fix", "apply", "plan.json", "--approve", hash);
    expect(applied.code).toBe(4);
    expect(applied.stdout).toContain(`NOT REACHED  stop notebook-instance churn-exploration  ${why}`);
    expect([linesOf(applied.stdout, "done"), linesOf(applied.stdout, "NOT REACHED")]).toEqual([2, 1]);
    expect(stops(fake).map((line) => line.slice(0, 12))).toEqual([home, two]);
  });

  it("are not done where an account is entered as somebody else than was planned", async () => {
    const there = await place(configured(accounts + acting), { roles: [...roles, { arn: role(one, "other") }] });
    await using fake = there.fake;
    const hash = await planned(there);
    await writeFile(join(there.cwd, "sagewarden.yaml"), configured(accounts.replace(role(one, "scanner"), role(one, "other")) + acting));
    const looked = await there.say("fix", "apply", "plan.json", "--approve", hash);
    const says = `account ${one} is entered by ${session(one, "other")}, and the plan has ${session(one, "scanner")}`;
    expect(looked.stdout).toContain(says);
    await writeFile(join(there.cwd, "sagewarden.yaml"), configured(accounts + acting.replace("/actor", "/other")));
    const again = await there.say("fix", "apply", "plan.json", "--approve", hash);
    expect(again.stdout).toContain(`account ${one} is entered by ${session(one, "other")}, and the plan has ${session(one, "actor")}`);
    expect(stops(fake).filter((line) => line.startsWith(one))).toEqual([]);
  });

  it("of accounts that the configuration does not name are not planned", async () => {
    const there = await place(configured(acting));
    await using fake = there.fake;
    await planned(there);
    const plan = await planIn(there);
    expect(plan.items.map(({ account }) => account)).toEqual([home]);
    expect(plan.refused.map(({ reason }) => reason)).toContain(
      `account ${one} cannot be entered: it is in account ${one}, these credentials are for ${home}, and the configuration names no other`,
    );
    expect(stops(fake)).toEqual([]);
  });

  it("are bounded by account", async () => {
    const there = await place(configured(accounts + acting).replace("maxActs: 5", "maxActs: 5\n  maxPerAccount: 0"));
    await using fake = there.fake;
    const applied = await there.say("fix", "apply", "plan.json", "--approve", await planned(there));
    expect(applied).toMatchObject({ code: 4, stdout: "" });
    expect(applied.stderr).toContain(`it holds 1 acts on what belongs to the account ${home}, and at most 0 are allowed`);
    expect(stops(fake)).toEqual([]);
  });

  it("stop does in one run, under one lease, with what it could not enter reported", async () => {
    const there = await place(configured(accounts + acting));
    await using fake = there.fake;
    fake.credentials.withdraw(role(two, "scanner"));
    const stopped = await there.say("stop", "--apply");
    expect(stopped.code).toBe(3);
    expect(linesOf(stopped.stdout, "done")).toBe(2);
    expect(stops(fake).map((line) => line.slice(0, 12))).toEqual([home, one]);
    const entries = readJournal(join(there.cwd, ".sagewarden/journal.jsonl")).entries();
    expect(entries.filter(({ type }) => type === "run")).toHaveLength(1);
    expect((await there.say("stop", "--apply")).stdout).not.toMatch(/^done/m);
  });
});

describe("acts in the accounts of several profiles", { timeout: 120_000 }, () => {
  const keys = { AKIAONE: one, AKIATWO: two };
  const profiles = "accounts: [{ profile: first }, { profile: second }]\n";
  const mine = (text: string): string =>
    text.replace(`jonas: ["${session(home, "scanner")}/stand-in"]`, `jonas: ["${role(one, "scanner")}", "${role(two, "scanner")}"]`);
  const written = async (first: string, second: string): Promise<string> => {
    const file = join(await mkdtemp(join(tmpdir(), "sagewarden-profiles-")), "credentials");
    const section = (name: string, key: string): string => `[${name}]\naws_access_key_id=${key}\naws_secret_access_key=stand-in\n`;
    await writeFile(file, section("first", first) + section("second", second));
    return file;
  };
  const nobody = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_SESSION_TOKEN: "", AWS_PROFILE: "" };

  it("are each done as that profile, which must be allowed; the plan names the profiles as who made it", async () => {
    const there = await place(
      mine(configured(profiles)),
      { keys },
      { ...nobody, AWS_SHARED_CREDENTIALS_FILE: await written("AKIAONE", "AKIATWO") },
    );
    await using fake = there.fake;
    const hash = await planned(there);
    const plan = await planIn(there);
    expect([plan.identity, plan.items.map(({ account }) => account)]).toEqual(["profiles first, second", [one, two]]);
    const applied = await there.say("fix", "apply", "plan.json", "--approve", hash);
    expect(linesOf(applied.stdout, "done")).toBe(2);
    expect(stops(fake)).toEqual([one, two].map((account) => `${account} ${session(account, "scanner")}/stand-in`));
  });

  it("are nobody's where the profiles' principals are not in the configuration", async () => {
    const there = await place(
      configured(profiles),
      { keys },
      { ...nobody, AWS_SHARED_CREDENTIALS_FILE: await written("AKIAONE", "AKIATWO") },
    );
    await using fake = there.fake;
    await planned(there);
    expect((await planIn(there)).items).toEqual([]);
    const stopped = await there.say("stop", "--apply");
    expect(stopped).toMatchObject({ code: 2, stdout: "" });
    expect(stopped.stderr).toContain("is nobody that the configuration's identities name");
    expect(stops(fake)).toEqual([]);
  });

  it("are not done where a profile has come to open another account since", async () => {
    const file = await written("AKIAONE", "AKIATWO");
    const there = await place(
      mine(configured(profiles)),
      { keys: { ...keys, AKIAHOME: home } },
      { ...nobody, AWS_SHARED_CREDENTIALS_FILE: file },
    );
    await using fake = there.fake;
    const hash = await planned(there);
    process.env["AWS_SHARED_CREDENTIALS_FILE"] = await written("AKIAONE", "AKIAHOME");
    const applied = await there.say("fix", "apply", "plan.json", "--approve", hash);
    expect(applied.code).toBe(4);
    expect(applied.stdout).toContain(`account ${two} cannot be entered: the configuration does not name it, or it is closed`);
    expect(stops(fake).map((line) => line.slice(0, 12))).toEqual([one]);
  });
});
