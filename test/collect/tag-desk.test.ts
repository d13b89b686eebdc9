import { describe, expect, it } from "vitest";
import { kinds as allKinds } from "../../src/kinds/registry.ts";
import { generateSeed } from "../estates/generate.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { model, notebook, notebooks, region, seedOf, tagsOf } from "../fake-aws/samples.ts";
import type { Seed } from "../fake-aws/store.ts";
import { scan, type Scan } from "./scan.ts";
import { cellOf, denied, kind } from "./world.ts";

const three = ["notebook-instance", "model", "endpoint-config"].map(kind);
const config = (name: string) => ({
  EndpointConfigName: name,
  CreationTime: "2026-11-02T08:00:00.000Z",
  Tags: tagsOf({ project: "churn" }),
});
const few: Seed["resources"] = {
  "notebook-instance": [notebook("ada"), notebook("bob")],
  model: [model("m", { Tags: tagsOf({ project: "churn" }) })],
  "endpoint-config": [config("c-1"), config("c-2")],
};
const sent = ({ calls }: Scan, name: string): number => calls[name]?.sent ?? 0;
const tags = ({ estate }: Scan): unknown[] => estate.resources.map(({ config: { tags: own } }) => own);

describe("Kinds of which there are few", () => {
  it("ask for their tags in one question", async () => {
    const seen = await scan({ seeds: [seedOf(few)], faults: denied("Search") }, { kinds: three });
    expect([sent(seen, "tagging:GetResources"), sent(seen, "sagemaker:ListTags")]).toEqual([1, 0]);
    expect(tags(seen).every((own) => own !== undefined)).toBe(true);
    expect(seen.estate.coverage.every(({ state }) => state === "complete")).toBe(true);
  });

  it("ask without those that have more than a page, which ask page by page", async () => {
    const seeds = [seedOf({ ...few, "notebook-instance": notebooks(130) })];
    const seen = await scan({ seeds, faults: denied("Search") }, { kinds: three });
    expect([sent(seen, "tagging:GetResources"), sent(seen, "sagemaker:ListTags")]).toEqual([3, 0]);
  });

  it("do not wait for a list that is throttled without end", async () => {
    const faults: Fault[] = [{ effect: "throttle", operation: "ListEndpointConfigs", perSecond: 0, burst: 0 }, ...denied("Search")];
    const seen = await scan({ seeds: [seedOf(few)], faults }, { kinds: three, budgetSeconds: 30 });
    expect(cellOf(seen, "endpoint-config", "list").state).toBe("throttled-out");
    expect(cellOf(seen, "notebook-instance", "tags").state).toBe("complete");
    expect(cellOf(seen, "model", "tags").state).toBe("complete");
  });

  it("do not wait for a list that is refused", async () => {
    const seen = await scan({ seeds: [seedOf(few)], faults: denied("Search", "ListEndpointConfigs") }, { kinds: three });
    expect(sent(seen, "tagging:GetResources")).toBe(1);
    expect(cellOf(seen, "notebook-instance", "tags").state).toBe("complete");
  });

  it("of more regions than are looked at together wait for nobody who cannot begin", async () => {
    const regions = [region, "us-east-1", "us-west-2", "eu-west-1", "eu-west-2", "ap-south-1", "ca-central-1"];
    const seeds = regions.map((one, index) => generateSeed({ seed: index, size: 60, region: one }));
    const seen = await scan({ seeds }, { regions, concurrency: 2 });
    expect(seen.estate.coverage.filter(({ state }) => state !== "complete")).toEqual([]);
    // Two questions or so for each region: those of the kinds around, and those of histories.
    expect(sent(seen, "tagging:GetResources")).toBeLessThanOrEqual(3 * regions.length);
  });
});

describe("What only saves calls", () => {
  it("is asked once in a region that refuses it, whoever would ask", async () => {
    const seed = generateSeed({ seed: 4, size: 120 });
    const seen = await scan({ seeds: [seed], faults: denied("Search", "GetResources") }, { kinds: allKinds });
    expect([sent(seen, "sagemaker:Search"), sent(seen, "tagging:GetResources")]).toEqual([1, 1]);
    const clean = await scan({ seeds: [seed] });
    const known = ({ estate }: Scan) => estate.resources.filter((one) => one.kind !== "s3-bucket");
    expect(known(seen)).toEqual(known(clean));
  });
});
