import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig, parseConfig } from "../../src/config/load.ts";
import { printConfig } from "../../src/config/print.ts";

const folderWith = async (files: Record<string, string>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "sagewarden-config-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
};

describe("finding the configuration", () => {
  it("takes the defaults where there is no file", async () => {
    const { config } = await loadConfig({ cwd: await folderWith({}) });
    expect(config).toMatchObject({ file: null, profile: "baseline", projects: null, failOn: "high", unknown: null, exceptions: [] });
    expect(config.remediation).toEqual({
      maxActs: 10,
      maxPercent: 25,
      maxPerOwner: 10,
      maxPerProject: 10,
      maxPerAccount: 10,
      maxPerHour: 20,
      canaries: 5,
      maxFailures: 2,
      allow: [],
      freezes: [],
      protectedTags: { "sagewarden-protect": ["*"] },
      killSwitch: ".sagewarden/halt",
      killSwitchParameter: null,
      values: {},
      platformMayStart: false,
      standingApproval: null,
    });
    expect(config.identities).toEqual({ people: {}, sessionRoles: [], platform: [] });
  });

  it.each(["sagewarden.yaml", "sagewarden.yml"])("reads %s", async (name) => {
    const { config } = await loadConfig({ cwd: await folderWith({ [name]: "profile: mlspace" }) });
    expect(config).toMatchObject({ file: name, profile: "mlspace" });
  });

  it("reads JSON, with places", async () => {
    const cwd = await folderWith({ "sagewarden.json": '{\n  "profil": "mlspace"\n}' });
    await expect(loadConfig({ cwd })).rejects.toThrow("(sagewarden.json:2:3)");
  });

  it("refuses two files side by side, since one would be ignored", async () => {
    const cwd = await folderWith({ "sagewarden.yaml": "", "sagewarden.json": "{}" });
    await expect(loadConfig({ cwd })).rejects.toThrow("sagewarden.yaml and sagewarden.json");
  });

  it("takes the file that was asked for, and no other", async () => {
    const cwd = await folderWith({ "sagewarden.yaml": "profile: a", "other.yaml": "profile: b" });
    expect((await loadConfig({ cwd, file: "other.yaml" })).config.profile).toBe("b");
    await expect(loadConfig({ cwd, file: "none.yaml" })).rejects.toThrow("There is no configuration file of that name. (none.yaml)");
  });

  it("lets the command line speak last", async () => {
    const cwd = await folderWith({ "sagewarden.yaml": "profile: a\nfailOn: low" });
    const { config, where } = await loadConfig({ cwd, overrides: { profile: "b" } });
    expect(config).toMatchObject({ profile: "b", failOn: "low" });
    expect([where(["profile"]), where(["failOn"])]).toEqual(["command line", "sagewarden.yaml:2:1"]);
  });
});

describe("normalising", () => {
  it("counts the owner among the members, sorts, and fills in the stop policy", () => {
    const { config } = parseConfig(
      "projects:\n  vision: {owner: lena, members: [tomasz, ada, lena]}\n  churn: {owner: amara, stop: {at: 19:00, timeZone: UTC}}",
      "f",
    );
    expect(config.projects).toMatchObject([
      {
        name: "churn",
        owner: "amara",
        members: ["amara"],
        stop: {
          byKind: { "notebook-instance": { weekly: { times: [{ at: "19:00" }], timeZone: "UTC" }, graceMinutes: 0, everyMinutes: 60 } },
        },
      },
      { name: "vision", owner: "lena", members: ["ada", "lena", "tomasz"], stop: null },
    ]);
  });

  it("keeps where an exception stands, and names it by what it says", () => {
    const entry = "rule: a\n    reason: b\n    owner: c\n    expires: 2027-01-01";
    const other = "rule: z\n    reason: b\n    owner: c\n    expires: 2027-01-01";
    const [first, second] = parseConfig(`exceptions:\n  - ${entry}\n  - ${other}`, "f").config.exceptions;
    const [moved] = parseConfig(`exceptions:\n  - ${other}\n  - ${entry}`, "f").config.exceptions;
    expect(first?.position).toEqual({ file: "f", line: 2 });
    expect(second?.position).toEqual({ file: "f", line: 6 });
    expect(moved?.id).toBe(second?.id);
    expect(first?.id).not.toBe(second?.id);
  });
});

describe("acting", () => {
  const approval = "standingApproval: {projects: [churn], maxActs: 2, approvedBy: marta, expires: 2027-01-01}";

  it("is approved by default for stopping notebooks and applications, and for nothing else", () => {
    const { config } = parseConfig(`remediation: {${approval}}`, "f");
    expect(config.remediation.standingApproval).toMatchObject({ verbs: ["stop"], kinds: ["notebook-instance", "app"] });
  });

  it("keeps a bound of 0, and leaves the others as they are", () => {
    const { config } = parseConfig("remediation: {maxPerHour: 0, protectedTags: {}}", "f");
    expect(config.remediation).toMatchObject({ maxPerHour: 0, maxActs: 10, protectedTags: {} });
  });

  it.each([
    [
      "a freeze that ends before it begins",
      "remediation: {freezes: [{from: 2026-12-31, to: 2026-12-24, reason: x}]}",
      "it ends before it begins",
    ],
    ["a freeze whose end is no date", "remediation: {freezes: [{from: 2026-12-24, to: soon, reason: x}]}", '"soon" is no date'],
    [
      "principals of somebody whom the map does not know",
      "projects: {churn: {owner: amara}}\nidentities: {people: {amera: []}}",
      'Did you mean "amara"?',
    ],
    ["a bound below nought", "remediation: {maxActs: -1}", "maxActs"],
    ["reversible acts switched on, which they always are", "remediation: {allow: [reversible]}", "allow"],
  ])("refuses %s", (_, text, why) => {
    expect(() => parseConfig(text, "f")).toThrow(why);
  });
});

describe("config print", () => {
  const text = "profile: mlspace\nprojects:\n  churn: {owner: amara}\nrules:\n  a-rule: {severity: low}\n";

  it("says of every value where it was said", () => {
    const printed = printConfig(parseConfig(text, "sagewarden.yaml", { failOn: "low" }), "yaml");
    expect(printed).toMatch(/^profile: mlspace # sagewarden\.yaml:1:1$/m);
    expect(printed).toMatch(/^ {4}owner: amara # sagewarden\.yaml:3:11$/m);
    expect(printed).toMatch(/^failOn: low # command line$/m);
    expect(printed).toMatch(/^ {2}maxActs: 10 # default$/m);
  });

  it("prints what reads back as the same configuration", () => {
    const loaded = parseConfig(text, "f");
    expect(parseConfig(printConfig(loaded, "yaml"), "f").config).toEqual(loaded.config);
  });

  it("prints JSON with the origins beside the values", () => {
    const printed: unknown = JSON.parse(printConfig(parseConfig(text, "f"), "json"));
    expect(printed).toMatchObject({
      file: "f",
      settings: { profile: "mlspace" },
      origins: { profile: "f:1:1", failOn: "default", "projects.churn.owner": "f:3:11" },
    });
  });
});
