import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { cluster, seedOf } from "../fake-aws/samples.ts";
import { scan, type Scan } from "./scan.ts";
import { cellOf, daysAgo, denied, job, jobs, kind, wantedBut } from "./world.ts";

const since = daysAgo(30);
const look = (there: JsonObject[], faults: Fault[] = []): Promise<Scan> =>
  scan(
    { seeds: [seedOf({ "training-job": there })], faults },
    { kinds: [kind("training-job")], wanted: wantedBut(["training-job"], ["remoteDebug"]), since },
  );
const names = ({ estate }: Scan): string[] => estate.resources.map(({ name }) => name);

describe("Job history", () => {
  const living = [
    job("old-running", 200, { TrainingJobStatus: "InProgress" }),
    job("old-stopping", 210, { TrainingJobStatus: "Stopping" }),
    job("old-warm", 220, { WarmPoolStatus: { Status: "Available" } }),
    job("old-shared", 230, { WarmPoolStatus: { Status: "InUse" } }),
  ];

  it("reaches back as far as was asked, and holds whatever runs or bills", async () => {
    const seen = await look([...jobs(20, 5), ...living, job("old-cold", 240, { WarmPoolStatus: { Status: "Terminated" } })]);
    expect(names(seen).filter((name) => name.startsWith("job-"))).toHaveLength(6);
    expect(names(seen).filter((name) => name.startsWith("old-"))).toEqual(["old-running", "old-shared", "old-stopping", "old-warm"]);
    expect(cellOf(seen, "training-job", "list")).toMatchObject({
      state: "complete",
      seen: 10,
      detail: `created since ${since}, and whatever runs or bills`,
    });
  });

  it("is left early, and what runs is found behind a long past", async () => {
    const past = Array.from({ length: 900 }, (_, index) => job(`past-${index}`, 100 + index / 10));
    const seen = await look([...jobs(5, 1), ...past, ...living]);
    expect(names(seen)).toHaveLength(9);
    // AWS slices before it filters, as a short page shows: then the rest of the list is walked once, and not once for each state.
    expect(seen.calls["sagemaker:ListTrainingJobs"]?.sent).toBeLessThanOrEqual(12);
    expect(seen.calls["sagemaker:DescribeTrainingJob"]?.sent).toBe(4);
    expect(seen.calls["sagemaker:Search"]?.sent).toBeLessThanOrEqual(2);
  });

  it("goes on over empty pages", async () => {
    const seen = await look([...jobs(250, 0.1), ...living], [{ effect: "empty-page", operation: "ListTrainingJobs", share: 0.4 }]);
    expect(names(seen)).toHaveLength(254);
  });

  it("that breaks off is no complete list", async () => {
    const seen = await look(jobs(3, 1), denied("ListTrainingJobs"));
    expect(cellOf(seen, "training-job", "list")).toMatchObject({ state: "denied", seen: 0 });
  });

  it("is all of it where nobody set a bound", async () => {
    const seen = await scan({ seeds: [seedOf({ "training-job": jobs(20, 5) })] }, { kinds: [kind("training-job")] });
    expect(seen.estate.resources).toHaveLength(20);
    expect(cellOf(seen, "training-job", "list")).not.toHaveProperty("detail");
  });
});

describe("Ended clusters", () => {
  it("are bounded by EMR itself, and living ones are always there", async () => {
    const made = (days: number, State: string): JsonObject => ({ Status: { State, Timeline: { CreationDateTime: daysAgo(days) } } });
    const clusters = [
      cluster("j-new", made(3, "TERMINATED")),
      cluster("j-old", made(50, "TERMINATED")),
      cluster("j-waiting", made(50, "WAITING")),
      cluster("j-young", made(2, "RUNNING")),
    ];
    const seen = await scan({ seeds: [seedOf({ "emr-cluster": clusters })] }, { kinds: [kind("emr-cluster")], since });
    expect(seen.estate.resources.map(({ config }) => config["clusterId"])).toEqual(["j-new", "j-waiting", "j-young"]);
    expect(seen.calls["emr:ListClusters"]?.sent).toBe(2);
    expect(cellOf(seen, "emr-cluster", "list").detail).toContain(since);
  });
});
