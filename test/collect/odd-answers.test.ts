import { describe, expect, it } from "vitest";
import { app, notebook, seedOf } from "../fake-aws/samples.ts";
import type { FakeAwsOptions } from "../fake-aws/server.ts";
import type { Seed } from "../fake-aws/store.ts";
import { scan } from "./scan.ts";

const seeded = (resources: Seed["resources"]): FakeAwsOptions => ({ seeds: [seedOf(resources)] });

describe("A scan", () => {
  it("leaves out what AWS goes on to list for a day after it was deleted, and counts it", async () => {
    const apps = { app: [app("here"), app("over", { Status: "Deleted" }), app("on-its-way", { Status: "Deleting" })] };
    const { estate, gone } = await scan(seeded(apps));
    expect(estate.resources.map(({ name }) => name).toSorted()).toEqual(["here", "on-its-way"]);
    expect(gone).toBe(1);
  });

  it("does not know a part to be absent that AWS always gives, and an answer lacks all the same", async () => {
    const job = {
      ProcessingJobName: "odd",
      ProcessingJobStatus: "Completed",
      AppSpecification: { ImageUri: "1.dkr.ecr.eu-central-1.amazonaws.com/churn:1" },
      ProcessingResources: null,
      CreationTime: "2026-11-20T08:00:00.000Z",
    };
    const { estate } = await scan(
      seeded({ "processing-job": [job], "notebook-instance": [notebook("old", { PlatformIdentifier: null })] }),
    );
    const [processing, old] = ["odd", "old"].map((name) => estate.resources.find((one) => one.name === name));
    const why = { reason: "malformed", detail: "DescribeProcessingJob: the answer holds no ProcessingResources" };
    expect(processing?.unknown).toMatchObject({ "/instanceTypes": why, "/volumeKmsKeyId": why });
    expect(processing?.config).toMatchObject({ image: "1.dkr.ecr.eu-central-1.amazonaws.com/churn:1", outputKmsKeyId: null });
    expect(old?.unknown).toHaveProperty("/platform.reason", "malformed");
  });
});
