import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/generated-files.ts";
import { namesOf, placeOf } from "../../scripts/rules/paths.ts";
import { placesOn } from "../../scripts/rules/parts.ts";
import { entryFile, oracleFile, policyFile } from "../../scripts/rules/policy-file.ts";
import { readEntries } from "../../scripts/rules/read-entries.ts";
import { world } from "../../scripts/rules/world.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { canonical } from "../../src/estate/canonical.ts";
import { isPointer, fromPointer } from "../../src/estate/pointer.ts";
import { unknownReasons } from "../../src/estate/unknown.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { type Example, remediesOf, type RuleEntry } from "../../src/evaluate/rule.ts";
import { oracles } from "../oracles/all.ts";

const { rules, profiles } = readEntries(root);

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`);

const accepts = (schema: JsonObject, value: Json): boolean => new Ajv2020({ strict: true, allowUnionTypes: true }).validate(schema, value);

/** Every leaf of a value with where it stands. */
const leaves = (value: Json | undefined, at = ""): [string, Json][] => {
  const inside = Array.isArray(value) ? value.map((one, index) => [String(index), one] as const) : isObject(value) ? Object.entries(value) : [];
  return inside.length > 0 ? inside.flatMap(([name, one]) => leaves(one, `${at}/${name}`)) : [[at, value ?? null]];
};

const subject = ({ resources: [first] }: Example): JsonObject => ({ config: first?.config ?? {}, facts: first?.facts ?? {} });

/** Where two examples differ, if all else is alike: their parameters, the other resources, what is unknown. */
const differences = (one: Example, other: Example): string[] => {
  const surroundings = ({ parameters, resources: [first, ...others], now, incomplete }: Example): string =>
    canonical({ parameters, now, incomplete, others, kind: first?.kind, unknown: first?.unknown, set: first?.set });
  if (surroundings(one) !== surroundings(other)) return ["the surroundings", "and more"];
  const [here, there] = [new Map(leaves(subject(one))), new Map(leaves(subject(other)))];
  return [...new Set([...here.keys(), ...there.keys()])].filter((at) => canonical(here.get(at)) !== canonical(there.get(at)));
};

/** A list is one place, whatever it holds; so is a tag, an element's field, a fact. */
const places = (paths: readonly string[]): Set<string> =>
  new Set(paths.map((path) => path.replace(/^(\/config\/[^/]+)\/\d+$/, "$1")));

/** A pass and a fail that differ in one place only, beside at least one neighbour that they share. */
const mirrorPair = ({ examples }: RuleEntry): boolean => {
  const [passes, fails] = [examples.filter(({ verdict }) => verdict === "pass"), examples.filter(({ verdict }) => verdict === "fail")];
  return passes.some((pass) =>
    fails.some((fail) => {
      const differing = places(differences(pass, fail));
      return differing.size === 1 && [...places(leaves(subject(pass)).map(([at]) => at))].some((at) => at !== "/facts" && !differing.has(at));
    }),
  );
};

describe.each(rules)("The rule $id", (rule) => {
  it("has one policy and one oracle of the same name", () => {
    expect(filesIn("policies", ".rego")).toContain(policyFile(rule));
    expect(readFileSync(`${root}${policyFile(rule)}`, "utf8")).toContain(`package sagewarden.rules["${rule.id}"]`);
    expect(filesIn("test/oracles", ".ts")).toContain(oracleFile(rule));
    expect(oracles[rule.id]).toBeTypeOf("function");
  });

  it("is asked of kinds that exist, and only of those", () => {
    expect(rule.kinds.filter((kind) => !world.kinds.has(kind))).toEqual([]);
    expect(rule.kinds).toEqual([...rule.kinds].sort());
  });

  it("has defaults that its own schemas accept", () => {
    for (const { schema, default: value } of Object.values(rule.parameters ?? {})) expect(accepts(schema, value)).toBe(true);
  });

  it("has examples that pass, fail and are unknown, and names each differently", () => {
    const verdicts = new Set<string>(rule.examples.map(({ verdict }) => verdict));
    expect(["pass", "fail", "unknown"].filter((verdict) => !verdicts.has(verdict))).toEqual([]);
    expect(new Set(rule.examples.map(({ title }) => title)).size).toBe(rule.examples.length);
  });

  it("is said in words of its own, not in those of the scaffold", () => expect(JSON.stringify(rule)).not.toMatch(/fill in/i));

  it("has a mirror pair: a pass and a fail that differ in one place only", () => expect(mirrorPair(rule)).toBe(true));

  it("has an example of every kind that it treats in a way of its own", () => {
    if (rule.kinds.length > 3) return;
    const shown = new Set(rule.examples.map(({ resources: [first] }) => first?.kind));
    expect(rule.kinds.filter((kind) => !shown.has(kind))).toEqual([]);
  });

  it("has examples in which every field, value and reason exists", () => {
    for (const { resources, parameters } of rule.examples) {
      for (const [name, value] of Object.entries(parameters ?? {})) expect(accepts(rule.parameters?.[name]?.schema ?? { not: {} }, value)).toBe(true);
      for (const { kind, config, facts, unknown, set } of resources) {
        const names = [...Object.keys(config ?? {}), ...Object.keys(facts ?? {}).map((name) => `facts.${name}`)].filter((name) => name !== "tags");
        expect(names.filter((name) => placeOf(kind, name.split("."), world) === undefined), `${kind} has no such fields`).toEqual([]);
        for (const [pointer, reason] of Object.entries(unknown ?? {})) {
          expect(isPointer(pointer) && unknownReasons.some((known) => known === reason), `${pointer}: ${reason}`).toBe(true);
          const path = fromPointer(pointer).filter((step) => !/^(\d+|-)$/.test(step));
          expect(placeOf(kind, path, world), `${kind} has no ${pointer}`).toBeDefined();
        }
        expect((set ?? []).filter((pointer) => !Object.hasOwn(unknown ?? {}, pointer))).toEqual([]);
      }
    }
  });

  it("narrows lists that its kinds have", () => {
    const leading = (rule.lists ?? []).filter((list) => rule.kinds.every((kind) => placesOn(rule, kind, namesOf(list), world).every((at) => placeOf(kind, at, world) !== undefined)));
    expect(leading).toEqual(rule.lists ?? []);
  });

  it("names no remedy that none of its kinds has, and steps by hand for those that have none", () => {
    const verbsOf = (kind: string): string[] => Object.keys(world.kinds.get(kind)?.verbs ?? {});
    const remedies = remediesOf(rule);
    expect(remedies.filter((verb) => !rule.kinds.some((kind) => verbsOf(kind).includes(verb)))).toEqual([]);
    const without = rule.kinds.filter((kind) => !remedies.some((verb) => verbsOf(kind).includes(verb)));
    // The command is the verb's where there is one: of the other kinds a person goes by the console.
    if (remedies.length > 0 && without.length > 0) expect(rule.fix.console).toBeTypeOf("string");
  });

  it("gives its remedies values from parameters that it has", () => {
    for (const name of Object.values(rule.given ?? {})) expect(Object.keys(rule.parameters ?? {})).toContain(name);
  });
});

describe("The catalogue", () => {
  it("has no policy, oracle or page without an entry", () => {
    const stems = (files: readonly string[]): string[] => files.map((file) => file.replace(/^.*\//, "").replace(/\.\w+$/, "")).sort();
    const families = new Set(rules.map(({ family }) => family));
    const policies = filesIn("policies", ".rego").filter((file) => families.has(file.split("/")[1] ?? ""));
    expect(policies.sort()).toEqual(rules.map(policyFile).sort());
    expect(filesIn("rules", ".yaml").filter((file) => !/^rules\/(profiles|frameworks|tables)\//.test(file)).sort()).toEqual(rules.map(entryFile).sort());
    expect(stems(filesIn("docs/rules", ".md")).filter((stem) => stem !== "README")).toEqual(rules.map(({ id }) => id));
    expect(Object.keys(oracles).sort()).toEqual(rules.map(({ id }) => id));
  });

  it("asks for tags wherever there can be some", () => {
    const taggable = [...world.kinds.values()]
      .filter(({ fields, tags, surrounds }) => fields["tags"] && !surrounds && tags.from !== "nowhere")
      .map(({ name }) => name);
    for (const id of ["required-tags", "project-known", "user-is-member"]) expect(rules.find((rule) => rule.id === id)?.kinds).toEqual(taggable.sort());
  });

  it("gives profiles parameters that their rules accept", () => {
    for (const { parameters } of profiles)
      for (const [id, values] of Object.entries(parameters ?? {}))
        for (const [name, value] of Object.entries(values)) {
          const schema = rules.find((rule) => rule.id === id)?.parameters?.[name]?.schema;
          expect(schema !== undefined && accepts(schema, value), `${id}.${name}`).toBe(true);
        }
  });

  it("has a profile for every rule", () => {
    const chosen = new Set(profiles.flatMap((profile) => profile.rules));
    expect(rules.map(({ id }) => id).filter((id) => !chosen.has(id))).toEqual([]);
  });

  it("names the policy that is committed with it", () => {
    const catalogue = loadCatalogue(readFileSync(`${root}rules/catalogue.json`, "utf8"));
    expect(catalogue.policy).toBe(createHash("sha256").update(readFileSync(`${root}policies/policy.wasm`)).digest("hex"));
  });
});
