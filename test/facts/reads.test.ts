import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import { joinOver } from "../../src/estate/join.ts";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import { toPointer } from "../../src/estate/pointer.ts";
import type { Derived } from "../../src/facts/derived.ts";
import type { FactContext, FactSource } from "../../src/facts/fact.ts";
import { factSources } from "../../src/facts/index.ts";
import { viewOf } from "../../src/facts/view.ts";
import type { Field } from "../../src/kinds/field.ts";
import { kindNamed } from "../../src/kinds/registry.ts";
import { daily, policyOf } from "../schedule/policies.ts";
import { estateOf } from "./estate.ts";

const now = "2026-11-21T21:00:00Z";
const clusterId = "j-1ABCDEFGHIJK2";

const rows: FactContext["stop"]["rows"] = [
  { kind: "emr-cluster", name: clusterId, project: "churn", terminatesAt: Date.parse("2026-11-21T20:00:00Z") },
];

/** A project with stop times, with or without MLSpace's rows beside: so that every branch may be taken. */
const contexts = fc.constantFrom(null, rows).map((known): FactContext => ({
  now,
  stop: {
    default: null,
    projects: new Map([["churn", policyOf({ weekly: daily("18:00", "UTC"), override: "allowed" })]]),
    rows: known,
  },
}));

const times = fc.constantFrom("2026-11-20T08:00:00Z", "2026-11-21T08:00:00Z", "2026-11-21T20:00:00Z");
const texts: Record<string, readonly string[]> = {
  clusterId: [clusterId, "j-2BCDEFGHIJKL3"],
  "ecr-repository.name": ["a", "mlspace-a"],
  canvasRegisterRoleArn: ["arn:aws:iam::111122223333:role/canvas"],
  imageArn: ["arn:aws:sagemaker:eu-central-1:111122223333:image/lab"],
  onStart: ["", "stop-notebook-instance", `export EMR_CLUSTER_ID=${clusterId}`],
};

/** Who may wear a role, and which groups something is in: perhaps none. */
const lists: Record<string, readonly string[][]> = {
  securityGroupIds: [["a"], []],
  services: [["sagemaker.amazonaws.com"], ["ec2.amazonaws.com"]],
  sharedWith: [["111122223333"], ["*"]],
};

/** Values that mean something; the same few names everywhere, so that references lead somewhere. */
const valueOf = (name: string, field: Field, kind = ""): fc.Arbitrary<Json> => {
  if (field.shape === "tags") return fc.constantFrom({ project: "churn" }, { project: "churn", "stop-time": "off" }, {});
  if (field.shape === "leaves" && lists[name]) return fc.constantFrom(...lists[name]).map((one) => [...one]);
  if (field.shape === "leaves") return fc.constantFrom(["ml.m5.xlarge"], ["ml.m5.xlarge", "ml.g5.xlarge"]);
  if (field.shape === "elements") return fc.array(configOf(field.fields), { maxLength: 2 });
  const plain: fc.Arbitrary<Json> =
    field.values !== undefined
      ? fc.constantFrom(...field.values)
      : field.type === "time"
        ? times
        : field.type === "string"
          ? fc.constantFrom(...(texts[`${kind}.${name}`] ?? texts[name] ?? ["a"]))
          : field.type === "boolean"
            ? fc.boolean()
            : fc.constantFrom(60, 3600);
  return field.nullable ? fc.oneof({ weight: 5, arbitrary: plain }, fc.constant(null)) : plain;
};

const configOf = (fields: Record<string, Field>, kind = ""): fc.Arbitrary<JsonObject> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valueOf(name, field, kind)])), {
    noNullPrototype: true,
  });

const fieldsOf = (kind: string): Record<string, Field> => kindNamed(kind)?.fields ?? {};
const hidden = { reason: "denied", detail: "hidden" } as const;

const without = (resource: Resource, fields: readonly string[]): Resource => ({
  ...resource,
  config: Object.fromEntries(Object.entries(resource.config).filter(([name]) => !fields.includes(name))),
  unknown: Object.fromEntries(fields.map((field) => [toPointer([field]), hidden])),
});

type Case = { kind: string; source: FactSource };
type World = { own: Resource; derive: (resource: Resource) => Record<string, Derived> };

/** One of the kind, and one of each that its facts look at. */
const worldOf = ({ kind, source }: Case): fc.Arbitrary<World> => {
  const names = [kind, ...Object.keys(source.looksAt)];
  return fc.tuple(contexts, times, ...names.map((name) => configOf(fieldsOf(name), name))).map(([context, createdAt, ...configs]) => {
    const estate = estateOf(names.map((name, at) => ({ kind: name, name: "a", config: configs[at] ?? {}, createdAt })));
    const [first] = estate.resources;
    if (!first) throw new Error("an estate of nothing");
    // Which account a plan is for need not be said, and then it matters which ones are named.
    const own = Object.keys(source.looksAt).length === 0 ? { ...first, account: "planned" } : first;
    const join = joinOver(estate);
    return { own, derive: (resource) => source.derive(viewOf(resource, join), context) };
  });
};

const cases = factSources.flatMap((source) =>
  source.kinds
    .filter((kind) => kindNamed(kind))
    .map((kind): [string, string, Case] => [kind, Object.keys(source.fields)[0] ?? "", { kind, source }]),
);

describe("What facts read of a resource", () => {
  it.each(cases)("%s, for %s and its like, is what they say: nothing else changes them, and each of it does", (kind, _, one) => {
    const declared = [...new Set(one.source.reads[kind])];
    const others = Object.keys(fieldsOf(kind)).filter((field) => !declared.includes(field));
    expect(Object.keys(fieldsOf(kind))).toEqual(expect.arrayContaining(declared));
    const idle = new Set(declared);
    fc.assert(
      fc.property(worldOf(one), ({ own, derive }) => {
        const whole = derive(own);
        expect(derive(without(own, others))).toEqual(whole);
        for (const field of idle) if (JSON.stringify(derive(without(own, [field]))) !== JSON.stringify(whole)) idle.delete(field);
      }),
      { numRuns: 400 },
    );
    expect([...idle]).toEqual([]);
  });
});
