import { describe, expect, it } from "vitest";
import { type Field, type Leaf } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { changesOf, givenTo } from "../../src/remediate/request.ts";
import { misfit } from "../../src/kinds/misfit.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";

/** Derived fields that relations may join by; src/facts gives them. */
const facts: Record<string, readonly string[]> = {
  app: ["facts.emrClusterId"],
  "ec2-notebook": ["facts.emrClusterId"],
  "notebook-instance": ["facts.emrClusterId"],
  subnet: ["facts.routeTableId"],
};

const fieldsOf = (kind: Kind): string[] => [...Object.keys(kind.fields), ...(facts[kind.name] ?? [])];

const leavesOf = (name: string, field: Field): [string, Leaf][] => {
  if (field.shape === "leaf") return [[name, field]];
  return field.shape === "elements" ? Object.entries(field.fields).flatMap(([part, leaf]) => leavesOf(`${name}[*].${part}`, leaf)) : [];
};

const outside = (some: readonly string[], all: readonly string[]): string[] => some.filter((one) => !all.includes(one));
const shared = (some: readonly string[], others: readonly string[]): string[] => some.filter((one) => others.includes(one));

describe("The registry", () => {
  it("gives a kind by its name, and nothing for what is no kind", () => {
    for (const kind of kinds) expect(kindNamed(kind.name)).toBe(kind);
    expect(kindNamed("__proto__")).toBeUndefined();
  });

  it("is sorted by name, each name once", () => {
    const names = kinds.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
  });
});

describe.each(kinds.map((kind) => [kind.name, kind] as const))("%s", (_, kind) => {
  const leaves = Object.entries(kind.fields).flatMap(([name, field]) => leavesOf(name, field));

  it("is named by fields that it has, in its key and in its ARN", () => {
    const inTemplate = [...kind.identity.template.matchAll(/\{([^}]+)\}/g)].flatMap(([, names = ""]) => names.split("|"));
    // There is only one where the answer itself is it.
    expect(inTemplate.length > 0).toBe(kind.list.items !== null);
    expect(outside([...kind.identity.key, ...inTemplate], Object.keys(kind.fields))).toEqual([]);
    expect(outside(kind.identity.lowerCase ?? [], inTemplate)).toEqual([]);
  });

  it("joins by fields that both ends have", () => {
    for (const [name, relation] of Object.entries(kind.relations)) {
      const target = kindNamed(relation.to);
      if (!target) throw new Error(`${name} leads to ${relation.to}, which is no kind`);
      const list = /^(\w+)\[\*\]\.\w+$/.exec(name)?.[1];
      const holder = list === undefined ? undefined : kind.fields[list];
      const own = list === undefined ? fieldsOf(kind) : holder?.shape === "elements" ? Object.keys(holder.fields) : [];
      expect(outside(Object.keys(relation.on), own)).toEqual([]);
      expect(outside(Object.values(relation.on), fieldsOf(target))).toEqual([]);
    }
  });

  it("refers to one resource by all of that one's key, so that no two can match", () => {
    for (const relation of Object.values(kind.relations)) {
      if (relation.many) continue;
      const targets = Object.values(relation.on).toSorted();
      // Names that AWS gives but once.
      if (targets.join() !== "names") expect(targets).toEqual([...(kindNamed(relation.to)?.identity.key ?? [])].sort());
    }
  });

  it("calls no relation by the name of a field", () => {
    expect(shared(Object.keys(kind.relations), Object.keys(kind.fields))).toEqual([]);
  });

  it("names its list elements by a field that is always there", () => {
    for (const field of Object.values(kind.fields)) {
      if (field.shape !== "elements") continue;
      const key = field.fields[field.key];
      expect(key?.shape === "leaf" && !key.nullable).toBe(true);
    }
  });

  it("sorts its states without contradiction", () => {
    if (!kind.states) return;
    const { field, running, billing, stoppable, terminal } = kind.states;
    const state = kind.fields[field];
    const all = state?.shape === "leaf" ? (state.values ?? []).map(String) : [];
    expect(outside([...running, ...billing, ...stoppable, ...terminal], all)).toEqual([]);
    expect(outside(stoppable, running)).toEqual([]);
    expect(outside(running, billing)).toEqual([]);
    expect(shared(terminal, billing)).toEqual([]);
  });

  it("acts from and to states that it has, and never on what is done", () => {
    const state = kind.fields[kind.states?.field ?? ""];
    const all = state?.shape === "leaf" ? (state.values ?? []).map(String) : [];
    for (const verb of Object.values(kind.verbs)) {
      const changes = changesOf(verb, Object.fromEntries(givenTo(verb).map((field) => [field, null])));
      expect(outside([...verb.from, ...verb.done, ...(typeof verb.to === "string" ? [verb.to] : [])], all)).toEqual([]);
      expect(shared(verb.from, verb.done)).toEqual([]);
      if (typeof verb.to === "string" && !changes) expect(verb.done).toContain(verb.to);
      // What leaves the state as it is must be seen by what it changes.
      if (verb.to === undefined) expect(changes).toBeDefined();
      if (kind.states && !givenTo(verb).includes("tags")) expect(verb.from.length > 0).toBe(verb.makes !== true);
      expect(outside(Object.keys({ ...changes, ...verb.unless, ...verb.onlyIf }), Object.keys(kind.fields))).toEqual([]);
    }
  });

  it("stops every state that it calls stoppable", () => {
    expect(outside(kind.states?.stoppable ?? [], kind.verbs["stop"]?.from ?? [])).toEqual([]);
  });

  it("sends what it has when it acts, and undoes only what can be undone", () => {
    for (const verb of Object.values(kind.verbs)) {
      const from = Object.values(verb.input).flatMap((member) => {
        if (typeof member === "string") return [member];
        if ("given" in member) return [member.given];
        if ("former" in member) return [member.former];
        if ("keysOf" in member) return [member.keysOf];
        return "listOf" in member ? [member.listOf] : [];
      });
      expect(outside(from, Object.keys(kind.fields))).toEqual([]);
      if (verb.type !== "recreatable") expect(verb.undo !== undefined).toBe(verb.type === "reversible");
      for (const undo of [verb.undo, verb.elseUndo]) if (undo !== undefined) expect(kind.verbs[undo]?.undo).toBeDefined();
    }
  });

  it("gives samples and defaults that its own fields accept", () => {
    for (const [name, field] of leaves)
      for (const value of [...(field.samples ?? []), ...(field.default === undefined ? [] : [field.default])])
        expect([name, misfit(field, value)]).toEqual([name, undefined]);
  });

  it("fills in a default only where the API says nothing of it, never for null", () => {
    for (const [name, field] of leaves) if (field.default !== undefined) expect([name, field.nullable]).toEqual([name, false]);
  });
});
