import { describe, expect, it } from "vitest";
import { type Estate, estateFormat, type Resource } from "../../src/estate/estate.ts";
import { joinOver } from "../../src/estate/join.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Shape } from "../../src/estate/shape.ts";
import type { Unknowns } from "../../src/estate/unknown.ts";
import { project } from "../../src/evaluate/project.ts";
import { readTree } from "../../src/evaluate/read-path.ts";

const plain: Shape = { relations: {}, elementKeys: {}, runtime: [], secret: [] };
const shapes = new Map<string, Shape>([
  ["notebook", { ...plain, relations: { cluster: { to: "cluster", many: false, on: { clusterId: "id" } } } }],
  ["cluster", plain],
  ["space", { ...plain, relations: { apps: { to: "app", many: true, on: { name: "space" } } } }],
  ["app", plain],
  ["config", { ...plain, relations: { "variants[*].model": { to: "model", many: false, on: { modelName: "name" } } } }],
  ["model", plain],
]);

const resource = (kind: string, id: string, config: JsonObject, unknown: Unknowns = {}): Resource => ({
  id,
  kind,
  name: id,
  arn: null,
  account: "1",
  region: "r",
  createdAt: null,
  config,
  unknown,
  defaulted: [],
});

const estate = (resources: Resource[], states: Record<string, "complete" | "denied"> = {}): Estate => ({
  format: estateFormat,
  source: "live",
  collectedAt: null,
  resources,
  coverage: [...shapes.keys()].map((kind) => ({
    account: "1",
    region: "r",
    kind,
    phase: "list" as const,
    state: states[kind] ?? "complete",
    seen: 0,
  })),
});

const see = (reads: string[], world: Estate) => {
  const [first] = world.resources;
  if (!first) throw new Error("an estate of nothing");
  const { doc, blocked } = project(first, readTree(reads), { join: joinOver(world), shapes });
  return { doc: JSON.parse(JSON.stringify(doc)), blocked: blocked.map((one) => one.path.join(".")) };
};

const denied = { reason: "denied" as const, detail: "no" };

describe("What a rule is sent of a resource", () => {
  it("holds the values that it reads and nothing else", () => {
    expect(see(["a"], estate([resource("cluster", "c", { a: 1, b: 2 })]))).toEqual({ doc: { a: 1 }, blocked: [] });
  });

  it("leaves out an unknown value and says that it is open", () => {
    expect(see(["a", "b"], estate([resource("cluster", "c", { b: null }, { "/a": denied })]))).toEqual({
      doc: { b: null },
      blocked: ["a"],
    });
  });

  it("treats a value that the estate never mentions as open, not as absent", () => {
    expect(see(["a", "has.a"], estate([resource("cluster", "c", {})]))).toEqual({ doc: { has: {} }, blocked: ["a", "has.a"] });
  });

  it("knows that a value is present although its content is unknown", () => {
    const one = resource("cluster", "c", { b: null }, { "/a": { ...denied, set: true } });
    expect(see(["has.a", "has.b"], estate([one]))).toEqual({ doc: { has: { a: true, b: false } }, blocked: [] });
  });

  it("holds of the tags only those that are read by name, and whether they may be hidden", () => {
    const tags = { project: "p", user: "ada", stage: "prod" };
    const one = resource("cluster", "c", { tags }, { "/tags/owner": denied });
    expect(see(["tags.project"], estate([one]))).toEqual({ doc: { tags: { project: "p" }, unknownTags: [] }, blocked: [] });
    expect(see(["tags.project", "tags"], estate([one])).doc).toEqual({ tags, unknownTags: ["owner"] });
    expect(see(["tags.owner"], estate([one]))).toEqual({ doc: { tags: {}, unknownTags: ["owner"] }, blocked: ["tags.owner"] });
    const open = resource("cluster", "c", { tags }, { "/tags/-": denied });
    expect(see(["tags.owner"], estate([open]))).toEqual({ doc: { tags: {}, unknownTags: ["*"] }, blocked: ["tags.-"] });
  });

  it("holds those once that look alike among many that relate to it, each of which may convict alone", () => {
    const apps = ["a", "b", "c"].map((id) => resource("app", id, { space: "s", state: id === "b" ? "gone" : "there" }));
    const hidden = ["d", "e"].map((id) => resource("app", id, { space: "s" }, { "/state": denied }));
    const space = resource("space", "s", { name: "s" });
    expect(see(["apps[*].state"], estate([space, ...apps]))).toEqual({
      doc: { apps: [{ state: "there" }, { state: "gone" }] },
      blocked: [],
    });
    expect(see(["apps[*].state"], estate([space, ...apps, ...hidden]))).toEqual({
      doc: { apps: [{ state: "there" }, { state: "gone" }, {}] },
      blocked: ["apps.2.state"],
    });
    expect(see(["apps[all].state"], estate([space, ...apps])).doc).toEqual({
      apps: [{ state: "there" }, { state: "gone" }, { state: "there" }],
    });
  });

  it("names hidden tags beside the tags that are known", () => {
    const one = resource("cluster", "c", { tags: { project: "p" } }, { "/tags/user": denied });
    expect(see(["tags"], estate([one]))).toEqual({ doc: { tags: { project: "p" }, unknownTags: ["user"] }, blocked: ["tags.user"] });
  });

  it("keys a list with a hidden element by index where each element may convict alone", () => {
    const one = resource("cluster", "c", { list: [{}, { image: "x" }] }, { "/list/0": denied });
    expect(see(["list[*].image"], estate([one]))).toEqual({ doc: { list: { 1: { image: "x" } } }, blocked: ["list.0"] });
  });

  it("does not send a list with a hidden element where the whole list is judged", () => {
    const one = resource("cluster", "c", { list: [{}, { image: "x" }] }, { "/list/0": denied });
    expect(see(["list[all].image"], estate([one])).doc).toEqual({});
    expect(see(["list"], estate([one])).doc).toEqual({});
  });

  it("keeps a list open when more elements may follow", () => {
    const one = resource("cluster", "c", { list: [{ image: "x" }] }, { "/list/-": denied });
    expect(see(["list[*].image"], estate([one]))).toEqual({ doc: { list: { 0: { image: "x" } } }, blocked: ["list.-"] });
  });
});

describe("A relation", () => {
  it("puts the target under its name", () => {
    const world = estate([resource("notebook", "n", { clusterId: "j-1" }), resource("cluster", "c", { id: "j-1", state: "WAITING" })]);
    expect(see(["cluster.state"], world)).toEqual({ doc: { cluster: { state: "WAITING", missing: false } }, blocked: [] });
  });

  it("is known to be none when the reference is null", () => {
    expect(see(["cluster.state"], estate([resource("notebook", "n", { clusterId: null })]))).toEqual({ doc: {}, blocked: [] });
  });

  it("is missing, and open for whoever does not ask for missing, when a complete cell has no such target", () => {
    const world = estate([resource("notebook", "n", { clusterId: "j-9" })]);
    expect(see(["cluster.state", "cluster.missing"], world)).toEqual({ doc: { cluster: { missing: true } }, blocked: ["cluster.state"] });
  });

  it("is open, not missing, when the cell of its kind is not complete", () => {
    const world = estate([resource("notebook", "n", { clusterId: "j-9" })], { cluster: "denied" });
    expect(see(["cluster.missing"], world)).toEqual({ doc: {}, blocked: ["cluster"] });
  });

  it("is open when a candidate's own identity is unknown", () => {
    const world = estate([resource("notebook", "n", { clusterId: "j-9" }), resource("cluster", "c", {}, { "/id": denied })]);
    expect(see(["cluster.missing"], world)).toEqual({ doc: {}, blocked: ["cluster"] });
  });

  it("is open when nobody looked at its kind at all", () => {
    const world = estate([resource("notebook", "n", { clusterId: "j-9" })]);
    expect(see(["cluster.missing"], { ...world, coverage: [] })).toEqual({ doc: {}, blocked: ["cluster"] });
  });

  it("stays within its account and region", () => {
    const elsewhere = { ...resource("cluster", "c", { id: "j-1" }), region: "other" };
    expect(see(["cluster.missing"], estate([resource("notebook", "n", { clusterId: "j-1" }), elsewhere])).doc).toEqual({
      cluster: { missing: true },
    });
  });

  it("carries the target's own unknowns under its name", () => {
    const world = estate([resource("notebook", "n", { clusterId: "j-1" }), resource("cluster", "c", { id: "j-1" }, { "/state": denied })]);
    expect(see(["cluster.state"], world)).toEqual({ doc: { cluster: { missing: false } }, blocked: ["cluster.state"] });
  });

  it("may sit inside the elements of a list", () => {
    const world = estate([
      resource("config", "c", { variants: [{ modelName: "m" }] }),
      resource("model", "m", { name: "m", isolated: true }),
    ]);
    expect(see(["variants[*].model.isolated"], world).doc).toEqual({ variants: [{ model: { isolated: true, missing: false } }] });
  });

  it("of many is a list, which is withheld from who judges the whole while its cell is not complete", () => {
    const resources = [resource("space", "s", { name: "s" }), resource("app", "a", { space: "s", state: "InService" })];
    expect(see(["apps[all].state"], estate(resources)).doc).toEqual({ apps: [{ state: "InService" }] });
    expect(see(["apps[all].state"], estate(resources, { app: "denied" }))).toEqual({ doc: {}, blocked: ["apps.-"] });
    expect(see(["apps[*].state"], estate(resources, { app: "denied" })).doc).toEqual({ apps: [{ state: "InService" }] });
  });
});
