import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { scan, type Scan } from "../collect/scan.ts";
import { kind } from "../collect/world.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { cluster, model, notebook, seedOf } from "../fake-aws/samples.ts";
import { rules, verdictsOf } from "./verdicts-of.ts";

/** By the real collector, of what the stand-in of AWS has. */
const seen = (of: string, documents: readonly JsonObject[], faults: readonly Fault[] = []): Promise<Scan> =>
  scan({ seeds: [seedOf({ [of]: [...documents] })], faults }, { kinds: [kind(of)] });

const say = async (of: string, id: string, documents: readonly JsonObject[], faults: readonly Fault[] = []): Promise<Record<string, string>> =>
  verdictsOf((await seen(of, documents, faults)).estate, id);

const asked = ["notebook-root-access", "notebook-direct-internet", "notebook-vpc", "notebook-volume-kms"];
const aboutNb1: Fault = { effect: "fail", type: "InternalFailure", message: "no", status: 500, operation: "DescribeNotebookInstance", about: "nb-1" };

describe("Where other scanners of live accounts go wrong in what they collect", () => {
  it("direct internet access is judged by root access: here each is judged by itself, both ways round", async () => {
    const { estate } = await seen("notebook-instance", [
      notebook("open", { RootAccess: "Disabled", DirectInternetAccess: "Enabled" }),
      notebook("rooted", { RootAccess: "Enabled", DirectInternetAccess: "Disabled" }),
    ]);
    expect(verdictsOf(estate, "notebook-direct-internet")).toEqual({ open: "fail", rooted: "pass" });
    expect(verdictsOf(estate, "notebook-root-access")).toEqual({ open: "pass", rooted: "fail" });
  });

  it("a description that is refused passes two checks and fails two others: here all four are unknown", async () => {
    const { estate } = await seen("notebook-instance", [notebook("nb-1")], [{ effect: "deny", operation: "DescribeNotebookInstance" }]);
    expect(asked.map((id) => verdictsOf(estate, id)["nb-1"])).toEqual(asked.map(() => "unknown"));
  });

  it("fields are read that the list never returns: here they come from the description, and say what is so", async () => {
    const documents = [
      notebook("open", { DirectInternetAccess: "Enabled", KmsKeyId: "k-1" }),
      notebook("bare", { DirectInternetAccess: "Disabled", SubnetId: "subnet-1" }),
    ];
    expect(await say("notebook-instance", "notebook-direct-internet", documents)).toEqual({ open: "fail", bare: "pass" });
    expect(await say("notebook-instance", "notebook-volume-kms", documents)).toEqual({ open: "pass", bare: "fail" });
    expect(await say("notebook-instance", "notebook-vpc", documents)).toEqual({ open: "fail", bare: "pass" });
  });

  it("a scan never ends when one description fails: here it ends, and says what it did not see", async () => {
    const { estate } = await seen("notebook-instance", [notebook("nb-1"), notebook("nb-2")], [aboutNb1]);
    expect(verdictsOf(estate, "notebook-vpc")).toEqual({ "nb-1": "unknown", "nb-2": "fail" });
    expect(estate.coverage.some(({ kind: of, phase, state }) => of === "notebook-instance" && phase === "describe" && state !== "complete")).toBe(true);
  });

  it("one description that fails ends the loop, and everything is said to have passed: here the others fail", async () => {
    const documents = ["nb-1", "nb-2", "nb-3"].map((name) => notebook(name, { RootAccess: "Enabled" }));
    expect(await say("notebook-instance", "notebook-root-access", documents, [aboutNb1])).toEqual({ "nb-1": "unknown", "nb-2": "fail", "nb-3": "fail" });
  });

  it("findings are cut after fifteen or twenty resources: here each of forty fails", async () => {
    const models = Array.from({ length: 40 }, (_, index) => model(`m-${index}`));
    const verdicts = Object.values(await say("model", "network-isolation", models));
    expect(verdicts).toEqual(Array.from({ length: 40 }, () => "fail"));
  });

  it("clusters without a security configuration are dropped, which are the worst: here they fail", async () => {
    const bare = await say("emr-cluster", "emr-security-configuration", [cluster("j-1"), cluster("j-2", { SecurityConfiguration: "strict" })]);
    expect(Object.values(bare).toSorted()).toEqual(["fail", "pass"]);
  });

  it("only one platform of notebooks is accepted: here a newer one passes, and an old one fails by its date", async () => {
    const documents = [
      notebook("new", { PlatformIdentifier: "notebook-al2023-v1" }),
      notebook("newer", { PlatformIdentifier: "notebook-al2023-v2" }),
      notebook("unheard-of", { PlatformIdentifier: "notebook-al2023-v9" }),
      notebook("old", { PlatformIdentifier: "notebook-al2-v3" }),
    ];
    const verdicts = { new: "pass", newer: "pass", "unheard-of": "unknown", old: "fail" };
    expect(await say("notebook-instance", "notebook-platform", documents)).toEqual(verdicts);
  });

  it("every job ever run is described and judged: here history is bounded, and what runs is in it whatever its age", async () => {
    const job = (name: string, day: string, status: string): JsonObject => ({
      TrainingJobName: name,
      TrainingJobArn: `arn:aws:sagemaker:eu-central-1:111122223333:training-job/${name}`,
      TrainingJobStatus: status,
      CreationTime: `${day}T08:00:00.000Z`,
      LastModifiedTime: `${day}T09:00:00.000Z`,
    });
    const documents = [job("long-ago", "2024-01-01", "Completed"), job("still-running", "2024-01-02", "InProgress"), job("new", "2026-11-20", "Completed")];
    const { estate } = await scan({ seeds: [seedOf({ "training-job": documents })] }, { kinds: [kind("training-job")], since: "2026-11-01T00:00:00Z" });
    expect(estate.resources.map(({ name }) => name).toSorted()).toEqual(["new", "still-running"]);
  });

  it("models are called notebooks: here a finding says what its resource is", async () => {
    const { estate } = await seen("model", [model("m-1")]);
    const rule = rules.find(({ id }) => id === "network-isolation");
    expect(estate.resources.map((one) => one.kind)).toEqual(["model"]);
    expect(rule?.message).not.toMatch(/notebook/i);
    expect(rule?.kinds).not.toContain("notebook-instance");
  });

  it("a domain passes for having a VPC, though its traffic may leave past it: here the access type decides", async () => {
    const domain = (id: string, AppNetworkAccessType: string): JsonObject => ({
      DomainId: id,
      DomainName: id,
      DomainArn: `arn:aws:sagemaker:eu-central-1:111122223333:domain/${id}`,
      Status: "InService",
      VpcId: "vpc-1",
      SubnetIds: ["subnet-1"],
      AuthMode: "IAM",
      CreationTime: "2026-11-01T08:00:00.000Z",
      AppNetworkAccessType,
    });
    const verdicts = await say("domain", "domain-vpc-only", [domain("d-open", "PublicInternetOnly"), domain("d-closed", "VpcOnly")]);
    expect(verdicts).toEqual({ "d-open": "fail", "d-closed": "pass" });
  });
});
