import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kinds } from "../../src/kinds/registry.ts";
import { leastPrivilege } from "../../src/least-privilege.ts";
import { environment } from "../fake-aws/environment.ts";
import { everyKind } from "../fake-aws/every-kind.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { account, region, seedOf } from "../fake-aws/samples.ts";
import { startFakeAws, type FakeAws, type FakeAwsOptions } from "../fake-aws/server.ts";
import { catalogue, configOf } from "../permissions/setting.ts";
import { sagewarden } from "./in-process.ts";
import type { Ran } from "./process.ts";

const needed = leastPrivilege({ config: configOf("baseline"), catalogue, kinds, verbs: [], partition: "aws" }).flatMap(({ Statement }) =>
  Statement.flatMap(({ Action }) => Action),
);
const but = (...actions: string[]): Set<string> => new Set(needed.filter((action) => !actions.includes(action)));

type Examined = Ran & { fake: FakeAws };

const doctor = async (
  world: Partial<FakeAwsOptions>,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Examined> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-doctor-"));
  await using fake = await startFakeAws({ seeds: [seedOf(everyKind(1))], ...world });
  const ran = await sagewarden(["doctor", "--region", region, ...args], { cwd, env: { ...environment(fake.url), ...env } });
  fake.log.assertNoUnexpected();
  return { ...ran, fake };
};

type Told = { action: string; outcome: string; detail: string; by?: string };
type Document = {
  checks: { name: string; state: string; detail: string }[];
  identity: { account: string } | null;
  places: { account: string; region: string; probes: Told[] }[];
  policies: { Statement: { Action: string[] }[] }[];
  others: string[];
};
const documentOf = ({ stdout }: Ran): Document => JSON.parse(stdout);
const probesOf = (ran: Ran): Told[] => documentOf(ran).places.flatMap(({ probes }) => probes);
const told = (ran: Ran, outcome: string): string[] => probesOf(ran).flatMap((probe) => (probe.outcome === outcome ? [probe.action] : []));

describe("doctor", () => {
  it("finds all in order where all is allowed, by as few calls as there are permissions", async () => {
    const ran = await doctor({ allowed: but() }, ["-f", "json"]);
    expect([ran.code, ran.stderr]).toEqual([0, ""]);
    // A cluster has groups of instances or fleets of them, and refuses to be asked for the other.
    const notAsked = "elasticmapreduce:ListInstanceFleets";
    expect(told(ran, "granted")).toEqual(needed.filter((action) => !action.startsWith("sts:") && action !== notAsked).sort());
    expect(told(ran, "not-probed")).toEqual([notAsked]);
    expect(documentOf(ran)).toMatchObject({ identity: { account, partition: "aws" }, policies: [], others: [] });
    expect(documentOf(ran).places).toMatchObject([{ account, region }]);
    const asked = ran.fake.log.entries.filter(({ service }) => service !== "sts");
    expect(asked.length).toBe(needed.length - 2);
    expect(asked.filter(({ operation }) => !/^(List|Describe|Get|Search)/.test(operation))).toEqual([]);
  });

  it("names what is missing, as a policy to paste, and ends in 3", async () => {
    const less = but("sagemaker:DescribeModel", "sagemaker:ListTags", "elasticmapreduce:ListClusters", "tag:GetResources");
    const ran = await doctor({ allowed: less }, ["-f", "json"]);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain("4 permissions are denied");
    expect(
      documentOf(ran)
        .policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action))
        .sort(),
    ).toEqual(["elasticmapreduce:ListClusters", "sagemaker:DescribeModel", "sagemaker:ListTags", "tag:GetResources"]);
    expect(told(ran, "not-probed")).toEqual([
      "elasticmapreduce:DescribeCluster",
      "elasticmapreduce:GetAutoTerminationPolicy",
      "elasticmapreduce:ListInstanceFleets",
      "elasticmapreduce:ListInstanceGroups",
      "elasticmapreduce:ListInstances",
    ]);
  });

  it("tells a denial that the caller's policies cannot mend from one that they can", async () => {
    const explicit = "User: x is not authorized to perform: y with an explicit deny in an identity-based policy";
    const faults: Fault[] = [
      { effect: "deny", operation: "ListModels", by: "scp" },
      { effect: "deny", operation: "ListSpaces", by: "boundary" },
      { effect: "deny", operation: "ListApps" },
      { effect: "fail", operation: "ListDomains", type: "AccessDeniedException", message: explicit },
    ];
    const ran = await doctor({ faults }, ["-f", "json"]);
    expect(ran.code).toBe(3);
    expect(documentOf(ran).others).toEqual([
      "sagemaker:ListDomains, denied by an explicit deny",
      "sagemaker:ListModels, denied by a service control policy",
      "sagemaker:ListSpaces, denied by a permissions boundary",
    ]);
    expect(documentOf(ran).policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action))).toEqual(["sagemaker:ListApps"]);
  });

  it("says of what is not there that it was not probed, and does not fail for it", async () => {
    const ran = await doctor({ seeds: [seedOf({})] }, ["-f", "json"]);
    expect(ran.code).toBe(0);
    expect(told(ran, "not-probed")).toContain("sagemaker:DescribeNotebookInstance");
    expect(probesOf(ran).find(({ action }) => action === "sagemaker:ListTags")?.detail).toBe("nothing to ask for");
  });

  it("does not take a fault for a permission: unknown, and 3", async () => {
    const faults: Fault[] = [{ effect: "fail", operation: "ListModels", type: "ValidationException", message: "odd" }];
    const ran = await doctor({ faults }, ["-f", "json"]);
    expect([ran.code, told(ran, "unknown"), documentOf(ran).policies]).toEqual([3, ["sagemaker:ListModels"], []]);
  });

  it("shows it to people as a table, with where calls go, and no password", async () => {
    const ran = await doctor({ allowed: but("sagemaker:ListModels") }, [], {
      AWS_ENDPOINT_URL_EC2: "https://me:hunter2@vpce.example/x?y=z",
    });
    expect(ran.stdout).toMatch(
      /^endpoints +note +AWS_ENDPOINT_URL is http:\/\/127\.0\.0\.1:\d+\/, AWS_ENDPOINT_URL_EC2 is https:\/\/vpce\.example\/x$/m,
    );
    expect(ran.stdout).toMatch(/^clock +ok +\d+ s (ahead of|behind) AWS's$/m);
    expect(ran.stdout).toMatch(/^policy +ok/m);
    expect(ran.stdout).toMatch(/^state folder +ok/m);
    expect(ran.stdout).toMatch(/^ {2}denied +sagemaker:ListModels +needs sagemaker:ListModels$/m);
    expect(ran.stdout).toMatch(/^ {2}granted +sagemaker:ListDomains +.*domain/m);
    expect(ran.stdout).toContain("This is missing:");
    expect(ran.stdout).not.toContain("hunter2");
  });

  it("asks as the profile that it was given, where that one's endpoints are, and nobody else's", async () => {
    const home = await mkdtemp(join(tmpdir(), "sagewarden-doctor-"));
    await using fake = await startFakeAws({ seeds: [seedOf(everyKind(1))] });
    const file = join(home, "config");
    const keys = "aws_access_key_id = AKIASTANDIN000000000\naws_secret_access_key = stand-in";
    await writeFile(file, `[profile lab]\nregion = ${region}\nendpoint_url = ${fake.url}\n${keys}\n`);
    const env = { AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: "/dev/null", AWS_EC2_METADATA_DISABLED: "true" };
    const ran = await sagewarden(["doctor", "--aws-profile", "lab", "-f", "json"], { cwd: home, env: { ...env, AWS_REGION: region } });
    expect([ran.code, ran.stderr]).toEqual([0, ""]);
    expect(documentOf(ran).checks.find(({ name }) => name === "clock")?.state).toBe("ok");
  });

  it("without credentials says what it can, and ends in 2", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-doctor-"));
    const env = { AWS_EC2_METADATA_DISABLED: "true", AWS_REGION: region };
    const { code, stdout, stderr } = await sagewarden(["doctor"], { cwd, env });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^configuration +ok/m);
    expect(stderr).toMatch(/^sagewarden: AWS did not say who is calling[^\n]+\n$/);
  });

  it("names a state folder that cannot be", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-doctor-"));
    await writeFile(join(cwd, "taken"), "");
    const ran = await doctor({}, ["-f", "json"], { SAGEWARDEN_HOME: join(cwd, "taken/deeper") });
    expect(ran.code).toBe(3);
    expect(documentOf(ran).checks.find(({ name }) => name === "state folder")).toMatchObject({ state: "problem" });
  });
});

describe("wrong input", () => {
  it.each([
    [["doctor", "--profile", "baselin"], 'There is no profile "baselin".'],
    [["doctor", "-f", "html"], "Allowed choices are terminal, json"],
    [["permissions", "--remediation", "sotp"], 'Did you mean "stop"?'],
    [["permissions", "--partition", "aws-mars"], "Allowed choices are aws, aws-cn, aws-us-gov"],
    [["permissions", "--profile", "none"], 'There is no profile "none".'],
    [["permissions", "stop"], "too many arguments"],
  ])("%j is refused in one paragraph", async (args, sentence) => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-doctor-"));
    const { code, stdout, stderr } = await sagewarden(args, { cwd, env: { AWS_REGION: region } });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  it("in the configuration is named before anything is asked", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-doctor-"));
    await writeFile(join(cwd, "sagewarden.yaml"), "profil: baseline\n");
    const { code, stderr } = await sagewarden(["doctor"], { cwd, env: { AWS_REGION: region } });
    expect(code).toBe(2);
    expect(stderr).toContain("profil");
  });
});

describe("permissions", () => {
  it("prints the policy and nothing else, without a word to AWS", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-doctor-"));
    const { code, stdout, stderr } = await sagewarden(["permissions"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    const policy: { Version: string; Statement: { Action: string[] }[] } = JSON.parse(stdout);
    expect(policy.Version).toBe("2012-10-17");
    expect(policy.Statement.flatMap(({ Action }) => Action).sort()).toEqual([...needed].sort());
  });

  it("prints a list where one policy would be too long, and says so", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-doctor-"));
    const { stdout, stderr } = await sagewarden(["permissions", "--remediation", "delete,stop"], { cwd });
    const policies: object[] = JSON.parse(stdout);
    expect(policies.length).toBeGreaterThan(1);
    expect(stderr).toContain(`a list of ${policies.length}`);
  });
});
