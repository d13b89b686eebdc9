import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/estate/cell.ts";
import type { Resource } from "../../src/estate/estate.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { app, cluster, model, notebook, notebooks, region, seedOf, tagsOf } from "../fake-aws/samples.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { scan, type Scan } from "./scan.ts";

const world = (faults: readonly Fault[], resources = { "notebook-instance": [notebook("ada")] }) => ({
  seeds: [seedOf(resources)],
  faults,
});
const denied = (...operations: string[]): Fault[] => operations.map((operation) => ({ effect: "deny", operation }));
const cellOf = ({ estate }: Scan, kind: string, phase: Cell["phase"]): Cell => {
  const found = estate.coverage.find((cell) => cell.kind === kind && cell.phase === phase);
  if (!found) throw new Error(`no cell of ${kind} ${phase}`);
  return found;
};
const only = ({ estate }: Scan): Resource => {
  const [resource] = estate.resources;
  if (!resource || estate.resources.length > 1) throw new Error(`${estate.resources.length} resources`);
  return resource;
};

describe("A scan that may see everything", () => {
  it("reads fields, tags, identity and time of creation", async () => {
    const seen = only(await scan(world([])));
    expect(seen).toMatchObject({
      id: "arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/ada",
      name: "ada",
      account: "111122223333",
      createdAt: "2026-11-01T08:00:00.000Z",
      unknown: {},
      config: { state: "InService", rootAccess: "Disabled", volumeSizeGb: 5, kmsKeyId: null, tags: { project: "churn", user: "ada" } },
    });
  });

  it("closes a cell for every kind and phase", async () => {
    const { estate } = await scan(world([]));
    expect(estate.coverage.every(({ state }) => state === "complete")).toBe(true);
    expect(new Set(estate.coverage.map(({ kind }) => kind))).toEqual(new Set(kinds.map(({ name }) => name)));
  });

  it("follows pages, and keeps one of each where pages overlap", async () => {
    const { estate } = await scan(world([{ effect: "overlap", by: 3 }], { "notebook-instance": notebooks(250) }));
    expect(estate.resources).toHaveLength(250);
  });

  it("reads tags whose keys are hostile", async () => {
    const { config } = only(
      await scan(world([], { "notebook-instance": [notebook("ada", { Tags: tagsOf({}).concat([{ Key: "__proto__", Value: "x" }]) })] })),
    );
    expect(JSON.stringify(config["tags"])).toBe('{"__proto__":"x"}');
  });

  it("reads more tags than one page holds", async () => {
    const many = tagsOf(Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`k${index}`, "v"])));
    const { config } = only(await scan(world([], { "notebook-instance": [notebook("ada", { Tags: many })] })));
    expect(Object.keys(config["tags"] ?? {})).toHaveLength(60);
  });

  it("speaks for the account of the key, and does not see another's", async () => {
    const other = { account: "999900001111", region, resources: { "notebook-instance": [notebook("theirs")] } };
    const fake = {
      seeds: [seedOf({ "notebook-instance": [notebook("ours")] }), other],
      keys: { AKIAOURS: "111122223333", AKIATHEIRS: "999900001111" },
    };
    expect(only(await scan(fake, { key: "AKIATHEIRS" })).name).toBe("theirs");
    expect(only(await scan(fake, { key: "AKIAOURS" })).name).toBe("ours");
  });

  it("answers an app by its space or its profile", async () => {
    const { estate } = await scan({ seeds: [seedOf({ app: [app("a"), { ...app("b"), SpaceName: null, UserProfileName: "ada" }] })] });
    expect(estate.resources.map(({ id }) => id.split(":").at(-1))).toEqual(["app/d-1/ada/jupyterlab/b", "app/d-1/lab/jupyterlab/a"]);
  });

  it("reads an EMR cluster with the tags and the policy that its descriptions give", async () => {
    const seen = only(
      await scan({ seeds: [seedOf({ "emr-cluster": [cluster("j-1", { AutoTerminationPolicy: { IdleTimeout: 3600 } })] })] }),
    );
    expect(seen).toMatchObject({
      createdAt: "2026-11-20T08:00:00.000Z",
      config: { autoTerminationIdleSeconds: 3600, tags: { project: "churn" } },
      unknown: {},
    });
  });
});

describe("What a scan may not see", () => {
  it("is unknown, while the summary stays known", async () => {
    const result = await scan(world([{ effect: "deny", operation: "DescribeNotebookInstance" }]));
    const { config, unknown } = only(result);
    expect(config).toMatchObject({ state: "InService", instanceType: "ml.t3.medium", tags: { project: "churn" } });
    expect(unknown["/rootAccess"]).toEqual({ reason: "denied", detail: "needs sagemaker:DescribeNotebookInstance" });
    expect(config).not.toHaveProperty("rootAccess");
    expect(cellOf(result, "notebook-instance", "describe")).toMatchObject({
      state: "denied",
      seen: 0,
      detail: "needs sagemaker:DescribeNotebookInstance",
    });
  });

  it("is said with who denies it", async () => {
    const result = await scan(world([{ effect: "deny", by: "scp", operation: "ListModels" }]));
    expect(cellOf(result, "model", "list")).toMatchObject({
      state: "denied",
      detail: "needs sagemaker:ListModels, denied by a service control policy",
    });
    expect(cellOf(result, "model", "describe").state).toBe("not-reached");
  });

  it("leaves all tags unknown, not absent, where they may not be listed", async () => {
    const { config, unknown } = only(await scan(world(denied("ListTags", "GetResources"))));
    expect(unknown).toEqual({ "/tags": { reason: "denied", detail: "needs sagemaker:ListTags" } });
    expect(config).not.toHaveProperty("tags");
  });

  it("of one description leaves what the others gave", async () => {
    const seeds = [seedOf({ "emr-cluster": [cluster("j-1")] })];
    const policy = await scan({ seeds, faults: [{ effect: "deny", operation: "GetAutoTerminationPolicy" }] });
    expect(Object.keys(only(policy).unknown)).toEqual(["/autoTerminationIdleSeconds"]);
    expect(cellOf(policy, "emr-cluster", "describe")).toMatchObject({ state: "partial", seen: 1 });
    const main = only(await scan({ seeds, faults: [{ effect: "deny", operation: "DescribeCluster" }] }));
    expect(main.config["state"]).toBe("WAITING");
    expect(main.config["autoTerminationIdleSeconds"]).toBe(null);
    expect(main.unknown).toHaveProperty(["/tags"]);
    expect(main.unknown).toHaveProperty(["/logKmsKeyId"]);
  });

  it("of some resources makes the cell partial, and names how many", async () => {
    const result = await scan(
      world([...denied("GetResources"), { effect: "deny", operation: "ListTags", about: "nb-0001" }], {
        "notebook-instance": notebooks(3),
      }),
    );
    expect(cellOf(result, "notebook-instance", "tags")).toMatchObject({
      state: "partial",
      seen: 2,
      detail: "1 of 3: needs sagemaker:ListTags",
    });
  });

  it("of a space leaves what the summary says under another name", async () => {
    const space = {
      DomainId: "d-1",
      SpaceName: "lab",
      Status: "InService",
      CreationTime: "2026-11-01T08:00:00Z",
      LastModifiedTime: "2026-11-01T08:00:00Z",
      SpaceSharingSettings: { SharingType: "Private" },
      SpaceSettings: {
        AppType: "JupyterLab",
        JupyterLabAppSettings: { AppLifecycleManagement: { IdleSettings: { IdleTimeoutInMinutes: 60 } } },
      },
    };
    const { config, unknown } = only(
      await scan({ seeds: [seedOf({ space: [space] })], faults: [{ effect: "deny", operation: "DescribeSpace" }] }),
    );
    expect(config).toMatchObject({ sharingType: "Private", appType: "JupyterLab" });
    expect(unknown["/idleTimeoutMinutes"]?.reason).toBe("denied");
  });
});

describe("A resource that is gone between list and description", () => {
  it("is no resource, and is counted", async () => {
    const result = await scan(
      world([{ effect: "vanish", name: "nb-0001", operation: "DescribeNotebookInstance" }], { "notebook-instance": notebooks(3) }),
    );
    expect(result.estate.resources.map(({ name }) => name)).toEqual(["nb-0000", "nb-0002"]);
    expect(result.gone).toBe(1);
    expect(cellOf(result, "notebook-instance", "describe").state).toBe("complete");
  });

  it("is not thought gone because an ARN that we put together ourselves is not found", async () => {
    const profile = { DomainId: "d-1", UserProfileName: "Ada", Status: "InService", CreationTime: "2026-11-01T08:00:00Z" };
    const result = await scan({
      seeds: [seedOf({ "user-profile": [profile] })],
      faults: [
        { effect: "deny", operation: "DescribeUserProfile" },
        { effect: "vanish", name: "Ada", operation: "ListTags" },
      ],
    });
    expect(only(result).unknown["/tags"]?.reason).toBe("error");
    expect(result.gone).toBe(0);
  });

  it("is known as gone in the words of every kind", async () => {
    const seeds = [seedOf({ model: [model("gone")], "emr-cluster": [cluster("gone")], app: [app("gone")] })];
    const { estate, gone } = await scan({
      seeds,
      faults: [
        ...denied("Search"),
        ...["DescribeModel", "DescribeCluster", "DescribeApp"].map((operation): Fault => ({ effect: "vanish", name: "gone", operation })),
      ],
    });
    expect([estate.resources, gone]).toEqual([[], 3]);
  });
});

describe("Paging", () => {
  it("goes on after empty pages", async () => {
    const { estate } = await scan(world([{ effect: "empty-page", share: 0.6 }], { "notebook-instance": notebooks(30) }));
    expect(estate.resources).toHaveLength(30);
  });

  it("ends where a token leads in a circle, and says so", async () => {
    const result = await scan(world([{ effect: "loop", operation: "ListNotebookInstances" }]));
    expect(result.estate.resources).toHaveLength(1);
    expect(cellOf(result, "notebook-instance", "list")).toMatchObject({
      state: "partial",
      seen: 1,
      detail: "ListNotebookInstances: the same page token came twice",
    });
  });

  it("begins again after a token that AWS no longer knows", async () => {
    const result = await scan(world([{ effect: "forget-token", times: 1 }], { "notebook-instance": notebooks(150) }));
    expect(result.estate.resources).toHaveLength(150);
    expect(cellOf(result, "notebook-instance", "list").state).toBe("complete");
  });
});
