import { describe, expect, it } from "vitest";
import type { Shapes } from "../../src/estate/shape.ts";
import type { WantedOfKind } from "../../src/estate/wanted.ts";
import { type FactReads, wantedByRules } from "../../src/evaluate/wanted.ts";
import type { JsonObject } from "../../src/estate/json.ts";

const bare = { elementKeys: {}, runtime: [], secret: [] };
const shapes: Shapes = new Map([
  ["notebook", { ...bare, relations: { cluster: { to: "cluster", many: false, on: { "facts.clusterId": "id" } } } }],
  ["config", { ...bare, relations: { "variants[*].model": { to: "model", many: false, on: { modelName: "name" } } } }],
]);
const factReads: FactReads = (kind, fact): Record<string, readonly string[]> =>
  kind === "notebook" && fact === "clusterId" ? { notebook: ["script"], cluster: ["address", "tags"] } : {};

type Case = { kinds?: string[]; reads: string[]; parameters?: JsonObject };
const wanted = ({ kinds = ["notebook"], reads, parameters = {} }: Case): Record<string, WantedOfKind> =>
  Object.fromEntries(wantedByRules([{ rule: { kinds, reads }, parameters }], { shapes, factReads }));
const of = (fields: string[], tags = false, tagKeys: string[] = []): WantedOfKind => ({
  fields: new Set(fields),
  tags,
  tagKeys: new Set(tagKeys),
});

describe("What rules want", () => {
  it("is the fields that they read, whole, or ask to be there", () => {
    expect(wanted({ reads: ["rootAccess", "has.kmsKeyId", "containers[*].image"] })).toEqual({
      notebook: of(["rootAccess", "kmsKeyId", "containers"]),
    });
  });

  it("is tags, and the keys that they look for, by name or by their parameters", () => {
    expect(wanted({ reads: ["tags.project"] })).toEqual({ notebook: of([], true, ["project"]) });
    expect(wanted({ reads: ["tags"], parameters: { required: { project: null, system: "MLSpace" } } })).toEqual({
      notebook: of([], true, ["project", "system"]),
    });
  });

  it("is what relations join by and lead to, at any depth", () => {
    expect(wanted({ kinds: ["config"], reads: ["variants[*].model.containers[*].image", "variants[*].model.tags.user"] })).toEqual({
      config: of(["variants"]),
      model: of(["name", "containers"], true, ["user"]),
    });
  });

  it("is what derived fields are derived from, though only a relation reads them", () => {
    expect(wanted({ reads: ["cluster.missing", "cluster.state"] })).toEqual({
      notebook: of(["script"]),
      cluster: of(["id", "address", "state"], true),
    });
  });

  it("is the kind itself, even if nothing of it is read", () => {
    expect(wanted({ kinds: ["a", "b"], reads: [] })).toEqual({ a: of([]), b: of([]) });
  });
});
