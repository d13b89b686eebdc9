import { type Estate, estateFormat, type Resource } from "../estate/estate.ts";
import type { Cell } from "../estate/cell.ts";
import { globalRegion } from "../estate/relation.ts";
import type { Shapes } from "../estate/shape.ts";
import { type Unknown, type UnknownReason, unknownReasons } from "../estate/unknown.ts";
import type { Example, ExampleResource } from "./rule.ts";

const account = "111122223333";
const region = "eu-central-1";

const isReason = (text: string): text is UnknownReason => unknownReasons.some((reason) => reason === text);

const hidden = (reason: string, set: boolean): Unknown => {
  if (!isReason(reason)) throw new Error(`"${reason}" is not one of the reasons ${unknownReasons.join(", ")}`);
  return { reason, detail: "as the example says", ...(set ? { set } : {}) };
};

/** What an account has once for all regions lies in none of them. */
const regionOf = (kind: string, shapes: Shapes): string => (shapes.get(kind)?.global ? globalRegion : region);

const exampleResource = (one: ExampleResource, index: number, shapes: Shapes): Resource => {
  const name = one.name ?? `example-${index}`;
  const unknown = Object.entries(one.unknown ?? {}).map(([pointer, reason]) => [
    pointer,
    hidden(reason, one.set?.includes(pointer) ?? false),
  ]);
  return {
    id: `${one.kind}/${name}`,
    kind: one.kind,
    name,
    arn: null,
    account,
    region: regionOf(one.kind, shapes),
    createdAt: null,
    config: { name, ...one.config, ...(one.facts ? { facts: one.facts } : {}) },
    unknown: Object.fromEntries(unknown),
    defaulted: [],
  };
};

const cell = (kind: string, example: Example, shapes: Shapes): Cell => {
  const incomplete = example.incomplete?.includes(kind) ?? false;
  return {
    account,
    region: regionOf(kind, shapes),
    kind,
    phase: "list",
    state: incomplete ? "denied" : "complete",
    seen: example.resources.filter((one) => one.kind === kind).length,
    ...(incomplete ? { detail: "as the example says" } : {}),
  };
};

/** The estate that an example of the catalogue describes; the resource in question comes first. What it leaves out is unknown. */
export const exampleEstate = (example: Example, shapes: Shapes): Estate => ({
  format: estateFormat,
  source: example.source ?? "live",
  collectedAt: null,
  resources: example.resources.map((one, index) => exampleResource(one, index, shapes)),
  coverage: [...shapes.keys()].sort().map((kind) => cell(kind, example, shapes)),
});

/** When an example says no time of its own. */
export const exampleNow = "2026-11-21T12:00:00Z";
