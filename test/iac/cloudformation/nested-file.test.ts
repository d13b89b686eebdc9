import { describe, expect, it } from "vitest";
import type { Estate } from "../../../src/estate/estate.ts";
import type { Json } from "../../../src/estate/json.ts";
import { readCloudFormation } from "../../../src/iac/cloudformation/read.ts";
import { kinds } from "../../../src/kinds/registry.ts";
import { notebookType } from "./templates.ts";

const [inner, deeper] = ["a".repeat(64), "b".repeat(64)];
const url = (hash: string): Json => ({
  "Fn::Join": [
    "",
    ["https://s3.", { Ref: "AWS::Region" }, ".", { Ref: "AWS::URLSuffix" }, "/", { "Fn::Sub": "assets-${AWS::Region}" }, `/${hash}.json`],
  ],
});
const nests = (hash: string): Json => ({ Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: url(hash) } });
const asset = (hash: string, path: string): Json => ({ source: { path }, destinations: { here: { objectKey: `${hash}.json` } } });
const written: Record<string, Json> = {
  "app/App.assets.json": { files: { x: asset(inner, "In.nested.template.json"), y: asset(deeper, "Deep.nested.template.json"), z: {} } },
  "app/In.nested.template.json": { Resources: { Deep: nests(deeper) } },
  "app/Deep.nested.template.json": { Resources: { Nb: { Type: notebookType, Properties: {} } } },
};

const readApp = (files: Record<string, Json>, file = "app/App.template.json"): Estate => {
  const beside = (path: string): Uint8Array | undefined => {
    const found = files[path];
    return found === undefined ? undefined : new TextEncoder().encode(JSON.stringify(found));
  };
  return readCloudFormation({ content: JSON.stringify({ Resources: { In: nests(inner) } }), file, kinds, beside }).estate;
};
const gaps = ({ coverage }: Estate): (string | undefined)[] =>
  coverage.filter(({ state, phase }) => phase === "list" && state !== "complete").map(({ detail }) => detail);

describe("A nested stack of CDK", () => {
  it("is found by the list of assets, where the templates bear no metadata, however deep it lies", () => {
    const estate = readApp(written);
    expect(estate.resources.map(({ id }) => id)).toEqual(["In/Deep/Nb"]);
    expect(gaps(estate)).toEqual([]);
  });

  it("is a gap where there is no such list, no such asset in it, or no such file", () => {
    const gap = ["the template of In is not beside this one"];
    const { "app/App.assets.json": list = null, ...templates } = written;
    expect(gaps(readApp(templates))).toEqual(gap);
    expect(gaps(readApp({ ...templates, "app/App.assets.json": { files: { y: asset(deeper, "Deep.nested.template.json") } } }))).toEqual(
      gap,
    );
    expect(gaps(readApp({ "app/App.assets.json": list }))).toEqual(gap);
    expect(gaps(readApp(written, "app/app.yaml"))).toEqual(gap);
  });
});
