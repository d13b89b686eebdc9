import { describe, expect, it } from "vitest";
import { through } from "../../src/estate/through.ts";
import type { Resource } from "../../src/estate/estate.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { generateSeeds } from "../estates/generate.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import { byRole, externalId, hub, hubKey, lookAt } from "./fleet.ts";

const account = "111122223333";

const textsIn = (value: unknown): string[] =>
  typeof value === "string" ? [value] : typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];

describe.each([
  { partition: "aws-cn", regions: ["cn-north-1", "cn-northwest-1"], registry: ".amazonaws.com.cn/" },
  { partition: "aws-us-gov", regions: ["us-gov-west-1", "us-gov-east-1"], registry: ".amazonaws.com/" },
])("An account of $partition", ({ partition, regions, registry }) => {
  const seeds = generateSeeds({ seed: 11, account, partition, regions, size: 150 });

  const look = async (): Promise<readonly Resource[]> => {
    await using fake = await startFakeAws({
      seeds,
      keys: { [hubKey]: hub },
      roles: [{ arn: `arn:${partition}:iam::${account}:role/scanner`, externalId }],
      clock: virtualClock(new Date(), 1),
    });
    // The role is called by its name alone: its ARN is put together in the partition of who calls.
    const { estate } = await lookAt(fake, { accounts: [byRole(account)], regions }, { kinds });
    expect(estate.coverage.filter(({ state }) => state !== "complete")).toEqual([]);
    return estate.resources;
  };

  it("is found whole, under ARNs of its partition, and what refers to others by them finds these", async () => {
    const found = await look();
    const total = seeds.reduce((sum, { resources }) => sum + Object.values(resources).reduce((all, some) => all + some.length, 0), 0);
    expect(found).toHaveLength(total);
    expect(found.map(({ id }) => id.split(":")[1]).filter((one) => one !== partition)).toEqual([]);
    const foreign = textsIn(found).filter((text) => text.startsWith("arn:") && !text.startsWith(`arn:${partition}:`));
    expect(foreign).toEqual([]);
    const of = (kind: string): readonly Resource[] => found.filter((one) => one.kind === kind);
    const roles = new Set(of("iam-role").map(({ arn }) => arn));
    const byArn = of("notebook-instance").filter(({ config }) => roles.has(String(config["roleArn"])));
    expect(byArn.length).toBeGreaterThan(of("notebook-instance").length * 0.8);
    const repositories = new Set(of("ecr-repository").map(({ arn }) => arn));
    const images = of("training-job").map(({ config }) => String(config["image"]));
    expect(images.every((image) => image.includes(registry))).toBe(true);
    expect(images.filter((image) => repositories.has(String(through("repository", image)))).length).toBeGreaterThan(images.length * 0.7);
  }, 60_000);
});
