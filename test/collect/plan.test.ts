import { describe, expect, it } from "vitest";
import { explainCalls } from "../../src/collect/explain.ts";
import { planCalls } from "../../src/collect/plan.ts";
import type { Wanted } from "../../src/estate/wanted.ts";
import type { KindPlan } from "../../src/collect/plan.ts";
import { kinds as allKinds } from "../../src/kinds/registry.ts";
import { app, cluster, notebook, notebooks as notebooksOf, region, seedOf } from "../fake-aws/samples.ts";
import { scan } from "./scan.ts";
import { denied, kind, wantedBut } from "./world.ts";

const wants = (name: string, fields: readonly string[], tags = false): Wanted =>
  new Map([[name, { fields: new Set(fields), tags, tagKeys: new Set<string>() }]]);
const planOf = (name: string, fields: readonly string[], { tags = false, trustSearch = false } = {}): KindPlan => {
  const [plan] = planCalls([kind(name)], wants(name, fields, tags), { trustSearch });
  if (!plan) throw new Error("no plan");
  return plan;
};

describe("The plan of a kind", () => {
  it.each([
    ["notebook-instance", ["state", "instanceType"], "list"],
    ["notebook-instance", ["rootAccess"], "describe"],
    ["space", ["sharingType", "appType"], "list"],
    ["space", ["idleTimeoutMinutes"], "describe"],
    ["endpoint", ["state"], "list"],
    ["endpoint", ["configName"], "search"],
    ["model", ["containers"], "search"],
    ["training-job", ["image"], "search"],
    ["training-job", ["image", "remoteDebug"], "describe"],
  ])("%s, of which %j are wanted: %s", (name, fields, documents) => {
    expect(planOf(name, fields).documents).toBe(documents);
  });

  it("trusts Search with job history only, and only if told", () => {
    expect(planOf("training-job", ["image"], { trustSearch: true }).documents).toBe("trusted-search");
    expect(planOf("model", ["containers"], { trustSearch: true }).documents).toBe("search");
  });

  it("asks for tags where they are cheapest", () => {
    expect(planOf("notebook-instance", ["state"], { tags: true }).tags).toBe("bulk");
    expect(planOf("model", ["containers"], { tags: true }).tags).toBe("document");
    expect(planOf("emr-cluster", ["state"], { tags: true })).toMatchObject({ documents: "describe", tags: "document" });
    expect(planOf("emr-cluster", ["state"])).toMatchObject({ documents: "list", tags: "unwanted" });
  });

  it("asks for that description only which gives what is wanted", () => {
    expect(planOf("emr-cluster", ["securityConfiguration"]).describes.map(({ operation }) => operation.name)).toEqual(["DescribeCluster"]);
    expect(planOf("emr-cluster", ["autoTerminationIdleSeconds"]).describes.map(({ operation }) => operation.name)).toEqual([
      "GetAutoTerminationPolicy",
    ]);
  });

  it("leaves out kinds that nobody wants, and takes everything of all where nobody says", () => {
    const kinds = [kind("model"), kind("space")];
    expect(planCalls(kinds, wants("space", []), { trustSearch: false }).map((plan) => plan.kind.name)).toEqual(["space"]);
    expect(planCalls(kinds, undefined, { trustSearch: false })).toHaveLength(2);
  });
});

describe("What is not wanted", () => {
  it("is not asked for, and not known", async () => {
    const { estate, calls } = await scan(
      { seeds: [seedOf({ "notebook-instance": [notebook("ada")] })] },
      { kinds: [kind("notebook-instance")], wanted: wants("notebook-instance", ["state"]) },
    );
    expect(Object.keys(calls)).toEqual(["sagemaker:ListNotebookInstances"]);
    expect(estate.coverage.map(({ phase }) => phase)).toEqual(["list"]);
    const [seen] = estate.resources;
    expect(seen?.config).toMatchObject({ state: "InService", instanceType: "ml.t3.medium", lifecycleConfigName: null });
    expect(seen?.unknown["/rootAccess"]).toEqual({ reason: "not-collected", detail: "no rule that was chosen reads it" });
    expect(seen?.unknown["/tags"]).toEqual({ reason: "not-collected", detail: "no rule that was chosen reads tags" });
    expect(seen?.config).not.toHaveProperty("rootAccess");
  });

  it("leaves what a partial description gives", async () => {
    const seeds = [seedOf({ "emr-cluster": [cluster("j-1", { AutoTerminationPolicy: { IdleTimeout: 3600 } })] })];
    const wanted = wants("emr-cluster", ["autoTerminationIdleSeconds"]);
    const { estate, calls } = await scan({ seeds }, { kinds: [kind("emr-cluster")], wanted });
    expect(calls["emr:DescribeCluster"]).toBeUndefined();
    expect(estate.resources[0]).toMatchObject({
      config: { state: "WAITING", autoTerminationIdleSeconds: 3600 },
      unknown: { "/securityConfiguration": { reason: "not-collected" }, "/tags": { reason: "not-collected" } },
    });
  });
});

describe("Tags in bulk", () => {
  const kinds = [kind("app")];
  const wanted = wantedBut(["app"], ["failureReason"]);

  it("are found by an ARN that we put together, and spare the description", async () => {
    const tagged = app("a", { Tags: [{ Key: "project", Value: "churn" }] });
    const { estate, calls } = await scan({ seeds: [seedOf({ app: [tagged] })] }, { kinds, wanted });
    expect(Object.keys(calls)).toEqual(["sagemaker:ListApps", "tagging:GetResources"]);
    expect(estate.resources[0]?.config["tags"]).toEqual({ project: "churn" });
  });

  it("that are not there are confirmed, by the ARN that AWS gives", async () => {
    const { estate, calls } = await scan({ seeds: [seedOf({ app: [app("a")] })] }, { kinds, wanted });
    expect(Object.keys(calls).sort()).toEqual([
      "sagemaker:DescribeApp",
      "sagemaker:ListApps",
      "sagemaker:ListTags",
      "tagging:GetResources",
    ]);
    expect(estate.resources[0]).toMatchObject({ config: { tags: {} }, unknown: { "/failureReason": { reason: "not-collected" } } });
  });

  it("may be refused, once", async () => {
    const notebooks = Array.from({ length: 230 }, (_, index) => notebook(`n-${index}`));
    const { estate, calls } = await scan(
      { seeds: [seedOf({ "notebook-instance": notebooks })], faults: denied("GetResources") },
      { kinds: [kind("notebook-instance")], wanted: wantedBut(["notebook-instance"], []) },
    );
    expect(calls["tagging:GetResources"]?.sent).toBeLessThanOrEqual(3);
    expect(calls["sagemaker:ListTags"]?.sent).toBe(230);
    expect(estate.coverage.every(({ state }) => state === "complete")).toBe(true);
  });

  it("that are another's are not taken for those of what was made under its name since", async () => {
    const made = notebook("ada", { RootAccess: "Enabled", Tags: [{ Key: "project", Value: "fraud" }] });
    const { estate, calls, fake } = await scan(
      {
        seeds: [seedOf({ "notebook-instance": [notebook("ada"), notebook("bob")] })],
        faults: [{ effect: "recreate", operation: "DescribeNotebookInstance", about: '"ada"', document: made }],
      },
      { kinds: [kind("notebook-instance")], wanted: wantedBut(["notebook-instance"], []) },
    );
    expect(fake.upheavals).toHaveLength(1);
    expect(calls["sagemaker:ListTags"]?.sent).toBe(1);
    expect(estate.resources.map(({ config }) => [config["rootAccess"], config["tags"]])).toEqual([
      ["Enabled", { project: "fraud" }],
      ["Disabled", { project: "churn", user: "ada" }],
    ]);
  });

  it("are all that there are, where there are any: of those that are shown, none is asked for by itself", async () => {
    const seen = await scan(
      { seeds: [seedOf({ "notebook-instance": [notebook("ada")] })] },
      { kinds: [kind("notebook-instance")], wanted: wantedBut(["notebook-instance"], [], ["cost-center"]) },
    );
    expect(seen.calls["sagemaker:ListTags"]).toBeUndefined();
    expect(seen.estate.resources[0]).toMatchObject({ config: { tags: { project: "churn", user: "ada" } }, unknown: {} });
  });

  it("that nobody shows and nobody may confirm are unknown", async () => {
    const seen = await scan(
      { seeds: [seedOf({ "notebook-instance": [notebook("ada", { Tags: [] })] })], faults: denied("ListTags") },
      { kinds: [kind("notebook-instance")], wanted: wantedBut(["notebook-instance"], []) },
    );
    expect(seen.estate.resources[0]).toMatchObject({ unknown: { "/tags": { reason: "denied" } } });
  });
});

describe("The plan in words", () => {
  it("says how each kind is read, and the least number of calls", () => {
    const wanted = wantedBut(["notebook-instance", "training-job"], ["remoteDebug"]);
    const text = explainCalls({
      kinds: [kind("notebook-instance"), kind("training-job"), kind("model")],
      wanted,
      regions: [region, "us-east-1"],
      accounts: 1,
      since: "2026-10-22T12:00:00.000Z",
      trustSearch: false,
    });
    expect(text).toContain("notebook-instance  list, describe each; tags by the hundred");
    expect(text).toContain("training-job       list and search, describe what differs; tags come with it");
    expect(text).not.toContain("model ");
    expect(text).toContain("Of training-job: what was created since 2026-10-22T12:00:00.000Z");
    expect(text).toContain(`At least 5 calls: 2 in each of 2 regions (${region}, us-east-1), 1 to know the account.`);
  });

  it.each([
    [undefined, false],
    ["2026-10-22T12:00:00.000Z", false],
    ["2026-10-22T12:00:00.000Z", true],
  ])("is as good as its word where there is nothing (since %s, Search trusted: %s)", async (since, trustSearch) => {
    const regions = [region, "us-east-1"];
    const everything = wantedBut(
      allKinds.map(({ name }) => name),
      [],
    );
    const text = explainCalls({ kinds: allKinds, wanted: everything, regions, accounts: 1, since, trustSearch });
    const least = Number(/^At least (\d+) calls/m.exec(text)?.[1]);
    // EMR's setting is there in every region.
    const { fake } = await scan({ seeds: [seedOf({})] }, { regions, trustSearch, ...(since !== undefined && { since }) });
    expect(fake.log.entries).toHaveLength(least);
  });

  it("says what each more costs", async () => {
    const wanted = wantedBut(["notebook-instance", "emr-cluster", "app"], ["failureReason"]);
    const text = explainCalls({ kinds: allKinds, wanted, regions: [region], accounts: 1, since: undefined, trustSearch: false });
    expect(text).toMatch(/^notebook-instance .* 1 for each \+ 2 for each hundred$/m);
    // A cluster has groups or fleets, never both.
    expect(text).toMatch(/^emr-cluster .* 2 to 4 for each \+ 1 for each hundred$/m);
    expect(text).toMatch(/^app .* 0 for each \+ 2 for each hundred$/m);
    const resources = {
      "notebook-instance": notebooksOf(100),
      "emr-cluster": [cluster("j-1"), cluster("j-2")],
      app: [app("a", { Tags: [{ Key: "project", Value: "churn" }] })],
    };
    const { calls } = await scan({ seeds: [seedOf(resources)] }, { kinds: allKinds, wanted });
    // A page of a hundred notebooks asks for its tags by itself. No cluster has addresses to be told.
    expect(Object.values(calls).reduce((sum, { sent }) => sum + sent, 0)).toBe(100 + 2 + (2 * 2 + 1) + 2);
  });
});
