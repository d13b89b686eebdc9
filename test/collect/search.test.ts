import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { model, seedOf, tagsOf } from "../fake-aws/samples.ts";
import { scan, type Scan, type ScanOptions } from "./scan.ts";
import { cellOf, daysAgo, denied, job, jobs, kind, wantedBut } from "./world.ts";

const training = { kinds: [kind("training-job")], wanted: wantedBut(["training-job"], ["remoteDebug"]) };
type World = { there: JsonObject[]; indexed?: JsonObject[]; faults?: Fault[] };
const look = ({ there, indexed, faults = [] }: World, options: ScanOptions = {}): Promise<Scan> =>
  scan(
    { seeds: [{ ...seedOf({ "training-job": there }), ...(indexed && { indexed: { "training-job": indexed } }) }], faults },
    { ...training, ...options },
  );
const sent = ({ calls }: Scan, name: string): number => calls[name]?.sent ?? 0;
const described = (seen: Scan): number => sent(seen, "sagemaker:DescribeTrainingJob");

describe("An index that is complete", () => {
  it("spares every description and every question for tags", async () => {
    const seen = await look({ there: jobs(250, 0.1) });
    expect(seen.estate.resources).toHaveLength(250);
    expect(seen.calls).toEqual({
      "sagemaker:ListTrainingJobs": { sent: 3, throttled: 0, failed: 0 },
      "sagemaker:Search": { sent: 3, throttled: 0, failed: 0 },
    });
    expect(seen.estate.coverage.map(({ state }) => state)).toEqual(["complete", "complete", "complete"]);
  });

  it("tells the same as the descriptions, but for what it never has", async () => {
    const there = [job("a", 3), job("b", 4, { RemoteDebugConfig: { EnableRemoteDebug: true }, EnableNetworkIsolation: true })];
    const { estate } = await look({ there });
    expect((await look({ there, faults: denied("Search") })).estate).toEqual(estate);
    expect(estate.resources[1]).toMatchObject({
      config: { networkIsolation: true },
      unknown: { "/remoteDebug": { reason: "not-collected", detail: "no rule that was chosen reads it" } },
    });
  });

  it("is not asked where a rule reads what it never has", async () => {
    const seen = await look({ there: jobs(3, 1) }, { wanted: wantedBut(["training-job"], []) });
    expect(sent(seen, "sagemaker:Search")).toBe(0);
    expect(described(seen)).toBe(3);
  });
});

describe("An index that is not what is there", () => {
  it("may lack some: those are described", async () => {
    const there = jobs(30, 1);
    const seen = await look({ there, indexed: there.filter((_, index) => index % 10 !== 0) });
    expect(seen.estate.resources).toHaveLength(30);
    expect(described(seen)).toBe(3);
  });

  it("may be behind: what differs from the list is described", async () => {
    const stale = job("a", 3, {
      TrainingJobStatus: "InProgress",
      LastModifiedTime: daysAgo(3),
      TrainingEndTime: null,
      EnableNetworkIsolation: true,
    });
    const seen = await look({ there: [job("a", 3)], indexed: [stale] });
    expect(described(seen)).toBe(1);
    expect(seen.estate.resources[0]?.config).toMatchObject({ state: "Completed", networkIsolation: false });
  });

  it("may know one of the same name from before: it is another", async () => {
    const seen = await look({ there: [job("a", 3)], indexed: [job("a", 5, { EnableNetworkIsolation: true })] });
    expect(described(seen)).toBe(1);
    expect(seen.estate.resources[0]?.config["networkIsolation"]).toBe(false);
  });

  it("may know what is gone: nobody else does", async () => {
    const seen = await look({ there: [job("a", 3)], indexed: [job("a", 3), job("gone", 3), job("older", 9)] });
    expect(seen.estate.resources.map(({ name }) => name)).toEqual(["a"]);
  });

  it("may not be asked: everything is described, and no cell complains", async () => {
    const there = jobs(120, 0.1);
    const [clean, seen] = [await look({ there }), await look({ there, faults: denied("Search") })];
    expect(described(seen)).toBe(120);
    expect(sent(seen, "sagemaker:Search")).toBe(1);
    expect(seen.estate.coverage).toEqual(clean.estate.coverage);
  });

  it("may be empty a while and go on", async () => {
    const seen = await look({ there: jobs(250, 0.1), faults: [{ effect: "empty-page", operation: "Search", share: 0.5 }] });
    expect(described(seen)).toBe(0);
    expect(seen.estate.resources).toHaveLength(250);
  });

  it("never makes a difference to the estate", async () => {
    const changes = fc.constantFrom("same", "lacks", "stale", "other", "extra");
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 30 }), fc.boolean(), async (how, isCut) => {
        const there = jobs(how.length, 0.5);
        const indexed = there.flatMap((one, index) => {
          if (how[index] === "lacks") return [];
          if (how[index] === "stale") return [{ ...one, TrainingJobStatus: "InProgress", EnableNetworkIsolation: true }];
          if (how[index] === "other") return [{ ...one, CreationTime: daysAgo(400), EnableNetworkIsolation: true }];
          return how[index] === "extra" ? [one, { ...one, TrainingJobName: `gone-${index}` }] : [one];
        });
        const faults: Fault[] = isCut ? [{ effect: "break", how: "truncate", operation: "Search", share: 0.5 }] : [];
        const [clean, seen] = [await look({ there }), await look({ there, indexed, faults })];
        expect(seen.estate).toEqual(clean.estate);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe("Tags of the index", () => {
  it("are believed where they are, and looked for elsewhere where a key that matters is not", async () => {
    const bare = job("bare", 3, { Tags: tagsOf({}) });
    const late = job("late", 4, { Tags: tagsOf({ team: "x", project: "churn" }) });
    const seen = await look(
      { there: [bare, late, job("full", 5)], indexed: [bare, { ...late, Tags: tagsOf({ team: "x" }) }, job("full", 5)] },
      { wanted: wantedBut(["training-job"], ["remoteDebug"], ["project"]) },
    );
    // The tagging API shows one, and says nothing of the other.
    expect([sent(seen, "tagging:GetResources"), sent(seen, "sagemaker:ListTags")]).toEqual([1, 1]);
    expect(seen.estate.resources.map(({ name, config }) => [name, config["tags"]])).toEqual([
      ["bare", {}],
      ["full", { project: "churn" }],
      ["late", { team: "x", project: "churn" }],
    ]);
  });

  it("that lack a key that matters are asked for one by one where they cannot be had together", async () => {
    const seen = await look(
      { there: [job("late", 4, { Tags: tagsOf({ team: "x" }) }), job("full", 5)], faults: denied("GetResources") },
      { wanted: wantedBut(["training-job"], ["remoteDebug"], ["project"]) },
    );
    expect([sent(seen, "tagging:GetResources"), sent(seen, "sagemaker:ListTags")]).toEqual([1, 1]);
    expect(seen.estate.resources.find(({ name }) => name === "late")?.config["tags"]).toEqual({ team: "x" });
  });

  it("that nobody may confirm leave the rest open", async () => {
    const seen = await look({ there: [job("bare", 3, { Tags: [] })], faults: denied("ListTags") });
    expect(seen.estate.resources[0]?.unknown).toMatchObject({ "/tags": { reason: "denied" } });
    expect(cellOf(seen, "training-job", "tags").state).toBe("denied");
  });
});

describe("An index that is trusted", () => {
  const trusting = { trustSearch: true, since: daysAgo(30) };

  it("is all that is asked, and its cell says so", async () => {
    const there = [...jobs(120, 0.1), job("ancient", 300), job("running", 300, { TrainingJobStatus: "InProgress" })];
    const seen = await look({ there }, trusting);
    expect(Object.keys(seen.calls)).toEqual(["sagemaker:Search"]);
    expect(seen.estate.resources.map(({ name }) => name)).toContain("running");
    expect(seen.estate.resources).toHaveLength(121);
    expect(cellOf(seen, "training-job", "list")).toMatchObject({
      state: "complete",
      detail: `created since ${daysAgo(30)}, and whatever runs or bills; as Search has it, not checked against the list`,
    });
  });

  it("gives way to the list when it may not be asked", async () => {
    const seen = await look({ there: jobs(12, 1), faults: denied("Search") }, trusting);
    expect(seen.estate.resources).toHaveLength(12);
    expect(cellOf(seen, "training-job", "list").detail).not.toContain("Search");
  });

  it("is trusted with job history only", async () => {
    const seen = await scan({ seeds: [seedOf({ model: [model("m")] })] }, { kinds: [kind("model")], trustSearch: true });
    expect(sent(seen, "sagemaker:ListModels")).toBe(1);
  });
});

describe("An index of what tracks the jobs", () => {
  const processing = (name: string, age: number, differs: JsonObject = {}): JsonObject => ({
    ProcessingJobName: name,
    ProcessingJobStatus: "Completed",
    RoleArn: "arn:aws:iam::111122223333:role/processing",
    AppSpecification: { ImageUri: "1.dkr.ecr.eu-central-1.amazonaws.com/clean:1" },
    CreationTime: daysAgo(age),
    ProcessingEndTime: daysAgo(age - 0.1),
    LastModifiedTime: daysAgo(age - 0.1),
    Tags: tagsOf({ project: "churn" }),
    ...differs,
  });
  const there = Array.from({ length: 120 }, (_, index) => processing(`p-${index}`, 1 + index / 10));
  const lookAt = (indexed: JsonObject[] | undefined, options: ScanOptions = {}, faults: Fault[] = []): Promise<Scan> =>
    scan(
      { seeds: [{ ...seedOf({ "processing-job": there }), ...(indexed && { indexed: { "processing-job": indexed } }) }], faults },
      { kinds: [kind("processing-job")], ...options },
    );

  it("spares the descriptions of those that it knows, and makes no difference", async () => {
    const [all, some, none, refused] = [
      await lookAt(undefined),
      await lookAt(there.filter((_, index) => index % 10 !== 0)),
      await lookAt([]),
      await lookAt(undefined, {}, denied("Search")),
    ];
    expect([all, some, none, refused].map((seen) => sent(seen, "sagemaker:DescribeProcessingJob"))).toEqual([0, 12, 120, 120]);
    expect([all, some, none, refused].map((seen) => sent(seen, "sagemaker:Search"))).toEqual([2, 2, 1, 1]);
    for (const seen of [some, none, refused]) expect(seen.estate).toEqual(all.estate);
  });

  it("is never believed without the list, as nobody says that it knows them all", async () => {
    const seen = await lookAt(there.slice(0, 5), { trustSearch: true, since: daysAgo(30) });
    expect(seen.estate.resources).toHaveLength(120);
    expect(cellOf(seen, "processing-job", "list").detail).not.toContain("Search");
  });

  it("may hold one of the same name from before, or be behind: such a one is described", async () => {
    const [first = {}, second = {}, ...rest] = there;
    const stale = [{ ...first, ProcessingJobStatus: "InProgress" }, { ...second, CreationTime: daysAgo(50) }, ...rest];
    const seen = await lookAt(stale);
    expect(sent(seen, "sagemaker:DescribeProcessingJob")).toBe(2);
    expect(seen.estate).toEqual((await lookAt([])).estate);
  });
});
