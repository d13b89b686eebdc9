import type { Json, JsonObject } from "../../src/estate/json.ts";
import type { Kind, Verb } from "../../src/kinds/kind.ts";
import { changesOf, givenTo } from "../../src/remediate/request.ts";

/** Of the lists that are written, only one has elements: the ports of the block of public access. */
const formerPorts = [
  { ports: "8998-8999", from: 8998, to: 8999 },
  { ports: "22-22", from: 22, to: 22 },
  { ports: "10000-10000", from: 10_000, to: null },
];

/** Something that a verb is given to write, and that is not there yet. */
export const givenOf = (kind: Kind, verb: Verb): Record<string, Json> =>
  Object.fromEntries(
    givenTo(verb).map((field) => {
      const isTaken = Object.values(verb.input).some((from) => typeof from === "object" && "keysOf" in from);
      const leaf = kind.fields[field];
      if (leaf?.shape === "tags") return [field, { system: isTaken ? null : "MLSpace" }];
      if (leaf?.shape === "elements") return [field, [{ ports: "443-443", from: 443, to: 443 }]];
      return [field, (leaf?.shape === "leaf" ? (leaf.values ?? leaf.samples)?.at(-1) : undefined) ?? "another"];
    }),
  );

/** What must stand there before the act: something else than what it writes. */
export const beforeOf = (kind: Kind, verb: Verb): JsonObject => {
  const others = Object.entries(changesOf(verb, givenOf(kind, verb)) ?? {}).map(([field, value]): [string, Json] => {
    if (field === "tags") return [field, verb.undo === "add-tags" ? { system: "MLSpace" } : {}];
    const leaf = kind.fields[field];
    if (leaf?.shape === "elements") return [field, formerPorts];
    const values = leaf?.shape === "leaf" ? (leaf.values ?? leaf.samples ?? []) : [];
    return [
      field,
      values.find((one) => one !== value) ??
        (typeof value === "boolean" ? !value : leaf?.shape === "leaf" && leaf.nullable ? null : `${String(value)}-before`),
    ];
  });
  const meant = Object.entries(verb.onlyIf ?? {}).map(([field, [value]]): [string, Json] => [field, value ?? null]);
  return Object.fromEntries([...others, ...meant]);
};
