import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { seedOf } from "../fake-aws/samples.ts";
import { scan, type Scan } from "./scan.ts";
import { cellOf, kind } from "./world.ts";

const times = { CreationTime: "2026-11-02T08:00:00.000Z", LastModifiedTime: "2026-11-02T08:00:00.000Z" };

const image = (ImageName: string): JsonObject => ({ ImageName, ImageStatus: "CREATED", RoleArn: "r", ...times });
const version = (ImageName: string, Version: number): JsonObject => ({
  ImageName,
  Version,
  ImageVersionStatus: "CREATED",
  BaseImage: `${ImageName}:${Version}`,
  ...times,
});
const versions = (name: string, count: number): JsonObject[] => Array.from({ length: count }, (_, index) => version(name, index + 1));

const look = (faults: readonly Fault[] = []): Promise<Scan> =>
  scan(
    {
      seeds: [
        seedOf({
          image: [image("lab"), image("gpu"), image("empty")],
          "image-version": [...versions("lab", 130), ...versions("gpu", 2)],
        }),
      ],
      faults: [...faults],
    },
    { kinds: [kind("image-version")] },
  );

const namesIn = ({ estate }: Scan): string[] => estate.resources.map(({ config }) => String(config["imageName"]));

describe("What AWS lists by its parent only", () => {
  it("is listed for each parent, and told whose it is", async () => {
    const seen = await look();
    expect(Object.entries(Object.groupBy(namesIn(seen), String)).map(([name, found]) => [name, found?.length])).toEqual([
      ["gpu", 2],
      ["lab", 130],
    ]);
    for (const { config, unknown } of seen.estate.resources) {
      expect([config["imageName"], config["version"]].join(":")).toBe(config["baseImage"]);
      expect(unknown).toEqual({});
    }
    expect(cellOf(seen, "image-version", "list")).toMatchObject({ state: "complete", seen: 132 });
  });

  it("has none, and hides none, where a parent is gone by the time that it is asked for", async () => {
    const seen = await look([{ effect: "vanish", name: "lab", operation: "ListImageVersions" }]);
    expect(namesIn(seen)).toEqual(["gpu", "gpu"]);
    expect(cellOf(seen, "image-version", "list")).toMatchObject({ state: "complete", seen: 2 });
  });

  it("is partly seen where one parent may not be asked for, and the others show theirs", async () => {
    const seen = await look([{ effect: "deny", operation: "ListImageVersions", about: '"lab"' }]);
    expect(namesIn(seen)).toEqual(["gpu", "gpu"]);
    expect(cellOf(seen, "image-version", "list")).toMatchObject({
      state: "partial",
      seen: 2,
      detail: "needs sagemaker:ListImageVersions",
    });
  });

  it("is not seen at all where the parents are not", async () => {
    const seen = await look([{ effect: "deny", operation: "ListImages" }]);
    expect(seen.estate.resources).toEqual([]);
    expect(cellOf(seen, "image-version", "list")).toMatchObject({ state: "denied", detail: "needs sagemaker:ListImages" });
  });
});
