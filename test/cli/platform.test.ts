import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isObject, type Json } from "../../src/estate/json.ts";
import { parseConfig } from "../../src/config/load.ts";
import { judge, loadCatalogue, loadWasmPolicy } from "../../src/index.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment } from "../fake-aws/environment.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { notebook, seedOf, start } from "../fake-aws/samples.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import { sagewarden } from "./in-process.ts";
import type { Ran } from "./process.ts";

const parameters = {
  pSMSKMSKeyId: "0f1e2d3c-1111-2222-3333-444455556666",
  pSMSRoleARN: "arn:aws:iam::111122223333:role/mlspace-notebook-role",
  pSMSSecurityGroupId: ["sg-0c3"],
  pSMSSubnetIds: "subnet-0a1,subnet-0b2",
  pSMSLifecycleConfigName: "mlspace-lifecycle",
  pSMSDataBucketName: "mlspace-data",
};

const named = "mlspace: { parameters: s3://mlspace-config/notebook-params.json }\n";
const rules = ["approved-subnets", "approved-security-groups", "approved-key", "approved-role", "notebook-lifecycle"];

type Looked = Ran & { verdicts: Record<string, Json> };

const look = async (
  config: string,
  { objects = {}, faults = [] }: { objects?: Record<string, string>; faults?: Fault[] },
): Promise<Looked> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-platform-"));
  await writeFile(join(cwd, "sagewarden.yaml"), `regions: [eu-central-1]\n${config}`);
  const resources = {
    "notebook-instance": [
      notebook("own", {
        SubnetId: "subnet-9",
        SecurityGroups: ["sg-9"],
        KmsKeyId: "99999999-1111-2222-3333-444455556666",
        NotebookInstanceLifecycleConfigName: "another",
        RoleArn: "arn:aws:iam::111122223333:role/admin",
      }),
    ],
  };
  await using fake = await startFakeAws({ seeds: [{ ...seedOf(resources), objects }], faults, clock: virtualClock(start) });
  const ran = await sagewarden(["scan", "-q", "--now", start, "-f", "json=report.json"], { cwd, env: environment(fake.url) });
  fake.log.assertNoUnexpected();
  const report: Json = ran.code === 2 ? {} : JSON.parse(await readFile(join(cwd, "report.json"), "utf8"));
  const list = isObject(report) && Array.isArray(report["resources"]) ? report["resources"].filter(isObject) : [];
  const found = list.find(({ kind }) => kind === "notebook-instance")?.["verdicts"];
  const verdicts = isObject(found) ? found : {};
  return { ...ran, verdicts: Object.fromEntries(rules.map((rule) => [rule, verdicts[rule] ?? null])) };
};

const objects = { "mlspace-config/notebook-params.json": JSON.stringify(parameters) };
const all = (verdict: string): Record<string, string> => Object.fromEntries(rules.map((rule) => [rule, verdict]));

describe("The platform's parameters in S3", { timeout: 120_000 }, () => {
  it("are fetched by the account's door, and are what rules approve of", async () => {
    const { verdicts } = await look(named, { objects });
    expect(verdicts).toEqual(all("fail"));
  });

  it("are nothing that is asked where nobody names them", async () => {
    const { verdicts } = await look("", { objects });
    expect(verdicts).toEqual(all("not-applicable"));
  });

  it("give way to what the configuration itself says of a rule", async () => {
    const { verdicts } = await look(`${named}rules: { approved-subnets: { parameters: { approved: [subnet-9] } } }\n`, { objects });
    expect(verdicts).toEqual({ ...all("fail"), "approved-subnets": "pass" });
  });

  it.each([
    ["denied", { faults: [{ effect: "deny", operation: "GetObject" } satisfies Fault], objects }, "s3:GetObject"],
    ["absent", {}, "s3://mlspace-config/notebook-params.json"],
    ["no JSON", { objects: { "mlspace-config/notebook-params.json": "{" } }, "s3://mlspace-config/notebook-params.json"],
    ["something else", { objects: { "mlspace-config/notebook-params.json": '{"a":1}' } }, "have none of the members"],
  ])("end the scan in one paragraph where they are %s, and never in a pass", async (_, world, words) => {
    const { code, stderr } = await look(named, world);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr.trim().split("\n\n")).toHaveLength(1);
  });

  it("are asked for in no region that nobody named", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-platform-"));
    await writeFile(join(cwd, "sagewarden.yaml"), named);
    const estate = { format: "sagewarden/estate@1", source: "live", collectedAt: null, resources: [], coverage: [] };
    await writeFile(join(cwd, "estate.json"), JSON.stringify(estate));
    const nowhere = { ...environment("http://127.0.0.1:1"), AWS_REGION: "", AWS_DEFAULT_REGION: "", AWS_CONFIG_FILE: join(cwd, "none") };
    const { code, stderr } = await sagewarden(["scan", "-q", "--now", start, "--estate", "estate.json"], { cwd, env: nowhere });
    expect(code).toBe(2);
    expect(stderr).toContain("in which region to ask for the platform's parameters");
    expect(stderr).toContain("s3://mlspace-config/notebook-params.json");
  });

  it("are asked for by the permissions that are printed, and by no wider right", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-platform-"));
    await writeFile(join(cwd, "sagewarden.yaml"), named);
    const { stdout } = await sagewarden(["permissions", "-q"], { cwd });
    expect(stdout).toContain("arn:aws:s3:::mlspace-config/notebook-params.json");
    expect(stdout.match(/s3:GetObject"/g)).toHaveLength(1);
  });

  it("are not forgotten by other programs that judge: who has not fetched them is refused", async () => {
    const catalogue = loadCatalogue(await readFile("rules/catalogue.json", "utf8"));
    const policy = await loadWasmPolicy(new Uint8Array(await readFile("policies/policy.wasm")));
    const { config } = parseConfig(named, "sagewarden.yaml");
    const estate = { format: "sagewarden/estate@1", source: "live", collectedAt: null, resources: [], coverage: [] } as const;
    const one = { estate: { ...estate, resources: [], coverage: [] }, config, catalogue, policy, now: start, version: "0", target: "t" };
    expect(() => judge(one)).toThrow("were not fetched");
  });
});
