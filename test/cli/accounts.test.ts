import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { readReport } from "../../src/index.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment } from "../fake-aws/environment.ts";
import { model } from "../fake-aws/samples.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import { accountIds, externalId, hub, hubKey, roleArn } from "../collect/fleet.ts";
import { sagewarden } from "./in-process.ts";

const accounts = accountIds(8);
const [gone = ""] = accounts;
const closed = "100000009999";
const regions = ["ap-south-1", "eu-central-1", "eu-west-1", "us-east-1"];

const config = `regions: [${regions.join(", ")}]
organization:
  roleName: scanner
  externalId: ${externalId}
  exclude: { accounts: ["${hub}"] }
`;

const world = () =>
  startFakeAws({
    seeds: accounts.map((account) => ({ account, region: "eu-central-1", resources: { model: [model("churn")] } })),
    keys: { [hubKey]: hub },
    roles: accounts.filter((account) => account !== gone).map((account) => ({ arn: roleArn(account), externalId })),
    organization: {
      management: hub,
      accounts: [
        { id: hub, name: "management" },
        { id: closed, name: "old lab", state: "SUSPENDED" },
        ...accounts.map((id, index) => ({ id, name: id, ...(index > 5 && { unit: "ou-lab1-sandbox1" }) })),
      ],
      units: [{ id: "ou-lab1-sandbox1", name: "Sandbox" }],
    },
    clock: virtualClock(new Date(), 1),
  });

describe("A scan of an organization", () => {
  it("names accounts and places in every report, and says once what is not seen for one reason", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-accounts-"));
    await writeFile(join(cwd, "sagewarden.yaml"), config);
    await using fake = await world();
    const env = environment(fake.url, hubKey);
    const ran = await sagewarden(["scan", "-f", "json=r.json", "-f", "html=r.html", "-f", "sarif=r.sarif", "-f", "terminal"], { cwd, env });
    fake.log.assertNoUnexpected();
    expect(ran.stderr).toContain(`suspended or closed: ${closed} (old lab).`);
    const report = readReport(await readFile(join(cwd, "r.json"), "utf8"), "r.json");
    expect(report.target).toBe(`8 accounts in ${regions.join(", ")}`);
    expect(report.notices.map(({ code }) => code)).toContain("account-closed");
    expect(new Set(report.resources.map(({ account }) => account)).size).toBe(7);
    const places = new Set(report.coverage.map(({ account, region }) => `${account} ${region}`));
    // What an account has once has a place of its own.
    expect(places.size).toBe(8 * (4 + 1));
    const refused = report.coverage.filter(({ account }) => account === gone);
    expect(new Set(refused.map(({ state }) => state))).toEqual(new Set(["denied"]));
    // A page of lines for one reason would be read by nobody.
    const lines = ran.stdout.split("\n").filter((line) => line.includes(`${gone}/*/*/*`));
    expect(lines).toHaveLength(1);
    expect(await readFile(join(cwd, "r.html"), "utf8")).toContain("What was seen, by account and region");
    expect(await readFile(join(cwd, "r.sarif"), "utf8")).toContain(gone);
    expect([1, 3]).toContain(ran.code);
    const allowed = await sagewarden(["scan", "-q", "--fail-on", "critical", "--unknown", "ignore", "--allow-incomplete", `${gone}/*`], {
      cwd,
      env,
    });
    expect(allowed.code).toBe(0);
  }, 120_000);
});

describe("A rule that is changed for an organizational unit", () => {
  it("is changed for the accounts below it, whether it is written by id or by name, and for no other", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-accounts-"));
    const rules = (ou: string): string =>
      `${config}rules: { network-isolation: { overrides: [{ where: { ou: ${ou} }, enabled: false }] } }\n`;
    await using fake = await world();
    for (const ou of ["Sandbox", "ou-lab1-sandbox1"]) {
      await writeFile(join(cwd, "sagewarden.yaml"), rules(ou));
      await sagewarden(["scan", "-q", "-f", "json=r.json"], { cwd, env: environment(fake.url, hubKey) });
      const report = readReport(await readFile(join(cwd, "r.json"), "utf8"), "r.json");
      const models = report.resources.filter(({ kind }) => kind === "model");
      const judged = models.filter(({ verdicts }) => verdicts["network-isolation"] !== undefined).map(({ account }) => account);
      expect(models).toHaveLength(7);
      expect(judged.sort()).toEqual(accounts.slice(1, 6));
      expect(models.filter(({ verdicts }) => verdicts["network-isolation"] === "unknown")).toEqual([]);
    }
  }, 120_000);
});

describe("A configuration of accounts", () => {
  const list = (...entries: string[]): string => `accounts:\n${entries.map((entry) => `  - { ${entry} }\n`).join("")}`;

  it.each([
    { text: list('id: "12345"'), says: "Twelve digits, in quotes." },
    { text: list("id: 100000000001"), says: 'write it in quotes: "100000000001"' },
    { text: list(`profile: dev, roleArn: "${roleArn(gone)}"`), says: "opened in one way, and this one says profile and roleArn" },
    { text: list(`id: "${closed}", roleArn: "${roleArn(gone)}"`), says: `The role is one of account ${gone}, and not of ${closed}.` },
    { text: list("roleName: scanner"), says: "needs the account's id" },
    { text: list(`id: "${gone}", externalId: x1`), says: "are said to a role" },
    { text: list(`id: "${gone}", roleName: a`, `roleArn: "${roleArn(gone)}"`), says: `The account ${gone} is named twice` },
    { text: "organization: { include: { ous: [ou-1] } }\n", says: 'lacks "roleName"' },
    {
      text: "exceptions: [{ rule: model-vpc, ou: ou-1, reason: so be it, owner: mia, expires: 2027-01-01 }]\n",
      says: "units are those of `organization:`, which is not there",
    },
    { text: "regions: [EU-CENTRAL-1]\n", says: "A region as eu-central-1, several of them as eu-*, or all." },
  ])("that says $text is refused with what is wrong", ({ text, says }) => {
    expect(() => parseConfig(text, "sagewarden.yaml")).toThrow(says);
  });

  it("is not asked for a demo", async () => {
    const { code, stderr } = await sagewarden(["scan", "--demo", "--aws-profile", "dev"], { cwd: tmpdir() });
    expect(code).toBe(2);
    expect(stderr).toContain("--aws-profile is about a live scan");
  });
});

describe("The plan of a scan of several accounts", () => {
  it("says how many calls each account and region costs, without making one", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-accounts-"));
    await writeFile(join(cwd, "sagewarden.yaml"), config);
    const { stdout } = await sagewarden(["scan", "--explain-calls"], { cwd });
    expect(stdout).toMatch(
      /At least \d+ calls for each account and region: in each account of the organization that is meant, \d+ in each of 4 regions/,
    );
    const named = await sagewarden(["scan", "--explain-calls", "--aws-profile", "a,b", "--region", "all"], { cwd });
    expect(named.stdout).toMatch(
      /in each of 2 accounts, \d+ in each of the regions that are on \(all\), 1 for what an account has once, 2 to get in and know the account, 1 to know its regions/,
    );
  }, 30_000);
});
