import fc from "fast-check";
import { type Estate, estateFormat, type Resource } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { globalRegion, type Relation } from "../../src/estate/relation.ts";
import { exampleEstate } from "../../src/evaluate/example.ts";
import { onKind } from "../../src/evaluate/on-kind.ts";
import { type ReadTree, readTree } from "../../src/evaluate/read-path.ts";
import type { Example, Rule } from "../../src/evaluate/rule.ts";
import type { Shapes } from "../../src/estate/shape.ts";
import type { Field, Leaf } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";

export type World = { kinds: ReadonlyMap<string, Kind>; factFields: (kind: string) => Record<string, Leaf>; shapes: Shapes };

const tagKeys = ["project", "user", "system", "a.b", "__proto__"];
const words = ["churn", "vision", "ada", "grace", "MLSpace", "mlspace", "x"];
// Blank ones say nothing, and are drawn less.
const tagValues = [...words, ...words, "", " "];
const instants = ["2026-11-20T08:00:00Z", "2026-11-21T11:00:00Z", "2026-11-21T12:00:00Z", "2026-11-21T13:00:00Z"];

const plain = (field: Leaf): fc.Arbitrary<Json> => {
  if (field.values) return fc.constantFrom(...field.values);
  if (field.type === "boolean") return fc.boolean();
  if (field.type === "time") return fc.constantFrom(...instants);
  const samples = field.samples ?? [];
  if (field.type === "string") return fc.constantFrom(...(samples.length > 1 ? samples : [...samples, "alpha", "beta"]));
  const low = field.minimum ?? 0;
  const high = Math.min(field.maximum ?? low + 1000, low + 1000);
  return fc.oneof(fc.constantFrom(low, low + 1, low + 2, high), ...(samples.length > 0 ? [fc.constantFrom(...samples)] : []));
};

const leaf = (field: Leaf): fc.Arbitrary<Json> => (field.nullable ? fc.oneof(fc.constant(null), plain(field)) : plain(field));

const record = (fields: Record<string, Field>): fc.Arbitrary<JsonObject> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, arbitraryField(field)])));

type Builder<Made> = () => fc.Arbitrary<Made>;

/** One builder for each, and one arbitrary: fast-check tells builders apart at once, but compares their arguments to the last leaf. */
const once = <Of extends object, Made>(build: (of: Of) => fc.Arbitrary<Made>): ((of: Of) => Builder<Made>) => {
  const builders = new WeakMap<Of, Builder<Made>>();
  return (of) => {
    const known = builders.get(of);
    if (known) return known;
    const arbitrary = build(of);
    const builder = (): fc.Arbitrary<Made> => arbitrary;
    builders.set(of, builder);
    return builder;
  };
};

const arbitraryTags: fc.Arbitrary<JsonObject> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...tagKeys), fc.constantFrom(...tagValues)), { selector: ([key]) => key, maxLength: 5 })
  .map((pairs) => {
    const tags: JsonObject = Object.create(null);
    for (const [key, value] of pairs) tags[key] = value;
    return tags;
  });

function arbitraryField(field: Field): fc.Arbitrary<Json> {
  if (field.shape === "tags") return arbitraryTags;
  if (field.shape === "leaves") return fc.array(fc.constantFrom(...(field.samples ?? ["alpha", "beta", "gamma"])), { maxLength: 3 });
  if (field.shape === "elements") return fc.array(record(field.fields), { maxLength: 3 });
  return leaf(field);
}

/** A kind's own fields, and those of an element of its lists. */
const configOf = once(record);
const valueFor = once(arbitraryField);

const assign = (config: JsonObject, path: string, value: Json): void => {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let at: JsonObject = config;
  for (const step of steps) {
    const next = at[step];
    const holder: JsonObject = isObject(next) ? next : {};
    at[step] = holder;
    at = holder;
  }
  at[last] = value;
};

const valueOf = (config: Json | undefined, path: string): Json | undefined =>
  path.split(".").reduce<Json | undefined>((at, step) => (isObject(at) ? at[step] : undefined), config);

const pick = once((examples: readonly Example[]): fc.Arbitrary<Example> => fc.constantFrom(...examples));

type Draw = fc.GeneratorValue;

const draw = (g: Draw, kind: Kind, world: World): Resource => {
  const config = g(configOf(kind.fields));
  const facts = g(configOf(world.factFields(kind.name)));
  const name = `${kind.name}-${g(fc.nat, { max: 1_000_000_000 })}`;
  return {
    id: name,
    kind: kind.name,
    name,
    arn: null,
    account: "111122223333",
    region: kind.global ? globalRegion : "eu-central-1",
    createdAt: null,
    config: { ...structuredClone(config), ...(Object.keys(facts).length > 0 ? { facts: { ...facts } } : {}) },
    unknown: {},
    defaulted: [],
  };
};

/** What is referred to by an ARN lies where that says: there AWS would be asked for it. */
const settle = (target: Resource, kind: Kind, value: Json, { reach }: Relation): void => {
  const [, , , region = "", account = ""] = reach !== undefined && typeof value === "string" ? value.split(":") : [];
  if (account === "") return;
  target.account = account;
  target.region = kind.global || region === "" ? target.region : region;
};

/** Whether nothing is asked of a relation but whether it leads to somebody. */
const isAboutMissing = ({ below }: ReadTree): boolean => below.size === 1 && below.has("missing");

/** Makes targets for a relation: usually joined, sometimes pointing nowhere, for a reverse one none to three. */
const relate = (
  g: Draw,
  owner: { config: JsonObject },
  { relation, below }: { relation: Relation; below: ReadTree },
  world: World,
): Resource[] => {
  const kind = world.kinds.get(relation.to);
  if (!kind) return [];
  const joined = g(fc.integer, { min: 0, max: 9 }) > (isAboutMissing(below) ? 2 : 0);
  const wanted = relation.many ? g(fc.integer, { min: 0, max: 3 }) : 1;
  return Array.from({ length: wanted }, () => {
    const target = draw(g, kind, world);
    for (const [own, field] of Object.entries(relation.on)) {
      const value = valueOf(owner.config, own);
      if (!joined || value === null || value === undefined) continue;
      const isList = kind.fields[field]?.shape === "leaves";
      assign(
        target.config,
        field,
        isList && !Array.isArray(value) ? [value] : !isList && Array.isArray(value) ? (value[0] ?? null) : value,
      );
      settle(target, kind, Array.isArray(value) ? (value[0] ?? null) : value, relation);
    }
    return target;
  });
};

/** What tells one from the others: its key, and each of the names by which others refer to it. */
const namesOf = (resource: Resource, world: World): string[] => {
  const key = world.kinds.get(resource.kind)?.identity.key.map((field) => valueOf(resource.config, field) ?? null) ?? [resource.id];
  const { names } = resource.config;
  return [key, ...(Array.isArray(names) ? names : [])].map((name) => JSON.stringify([resource.kind, name]));
};

/** Several targets of a forward relation with one name would be ambiguous: AWS has no such estates. */
const withoutTwins = (resources: Resource[], world: World): Resource[] => {
  const seen = new Set<string>();
  return resources.filter((resource) => {
    const names = namesOf(resource, world);
    if (names.some((name) => seen.has(name))) return false;
    for (const name of names) seen.add(name);
    return true;
  });
};

/** The texts at a path, of which `[*]` stands for each element of a list. */
const textsAt = (value: Json | undefined, [step, ...rest]: readonly string[]): string[] => {
  if (Array.isArray(value)) return value.flatMap((one) => textsAt(one, [...(step === undefined ? [] : [step]), ...rest]));
  if (step === undefined) return typeof value === "string" ? [value] : [];
  return isObject(value) ? textsAt(value[step], rest) : [];
};

/** Where a resource's references lead, beside where it lies itself: nobody could say that all is known if it had not been looked at. */
const lookedAt = (resource: Resource, world: World): { account: string; region: string; kind: string }[] =>
  Object.entries(world.shapes.get(resource.kind)?.relations ?? {}).flatMap(([name, { to, on, reach }]) => {
    if (reach !== "arn" && reach !== "global") return [];
    const above = name.split("[*].").slice(0, -1);
    return Object.keys(on)
      .flatMap((own) => textsAt(resource.config, [...above, own]))
      .flatMap((text) => {
        const [, , , region = "", account = ""] = text.split(":");
        const at = reach === "global" ? globalRegion : region;
        return account === "" || at === "" ? [] : [{ account, region: at, kind: to }];
      });
  });

type Place = { account: string; region: string; kind: string };

const keyOf = ({ account, region, kind }: Place): string => `${account} ${region} ${kind}`;

/** Every kind where the resource in question lies, and all to which a reference leads. */
const coverageOf = (resources: readonly Resource[], world: World): Estate["coverage"] => {
  const [subject] = resources;
  const near = [...world.shapes].map(([kind, shape]) => ({
    account: subject?.account ?? "",
    region: shape.global ? globalRegion : (subject?.region ?? ""),
    kind,
  }));
  const places = [
    ...near,
    ...resources.map(({ account, region, kind }) => ({ account, region, kind })),
    ...resources.flatMap((one) => lookedAt(one, world)),
  ];
  const cells = new Map(places.map((at) => [keyOf(at), at]));
  const seen = Map.groupBy(resources, keyOf);
  return [...cells]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, at]) => ({ ...at, phase: "list", state: "complete", seen: seen.get(key)?.length ?? 0 }));
};

/** A resource, or an element of one of its lists: `place` says which. */
type Owner = { kind: string; config: JsonObject; place?: string };

const surround = (g: Draw, owner: Owner, tree: ReadTree, world: World): Resource[] => {
  const { place = "" } = owner;
  const relations = world.shapes.get(owner.kind)?.relations ?? {};
  return [...tree.below].flatMap(([name, below]) => {
    const relation = relations[place + name];
    if (relation) return relate(g, owner, { relation, below }, world).flatMap((target) => [target, ...surround(g, target, below, world)]);
    const value = owner.config[name];
    if (!below.list || !Array.isArray(value)) return [];
    return value
      .filter(isObject)
      .flatMap((element) => surround(g, { kind: owner.kind, config: element, place: `${place}${name}[*].` }, below, world));
  });
};

/** An example names of a list's elements only what the rule reads: the rest is drawn, so that everything is known. */
const completed = (g: Draw, kind: Kind, config: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(config).map(([name, value]): [string, Json] => {
      const field = kind.fields[name];
      if (field?.shape !== "elements" || !Array.isArray(value)) return [name, value];
      return [name, value.map((element) => (isObject(element) ? { ...g(configOf(field.fields)), ...element } : element))];
    }),
  );

/** What an example says of a whole, said of an element: of the only one in the first list. */
const within =
  ([list = ""]: readonly string[]) =>
  (example: Example): Example => {
    const [first, ...others] = example.resources;
    const { tags, ...fields } = first?.config ?? {};
    return first
      ? { ...example, resources: [{ ...first, config: { [list]: [fields], ...(tags === undefined ? {} : { tags }) } }, ...others] }
      : example;
  };

/** A fully known estate around one resource of a kind, as far as a rule looks; often close to one of the rule's examples. */
export const arbitraryCase = (rule: Rule, kind: Kind, world: World): fc.Arbitrary<Estate> => {
  const known = rule.examples.filter((one) => one.verdict !== "unknown");
  const own = known.filter((one) => one.resources[0]?.kind === kind.name);
  // A rule over many kinds shows one or two of them: what it says of fields that others share holds for those as well.
  const fits = (one: Example): boolean => Object.keys(one.resources[0]?.config ?? {}).every((name) => Object.hasOwn(kind.fields, name));
  const lists = rule.parts?.[kind.name];
  const examples =
    own.length > 0
      ? own
      : lists
        ? known.filter(({ resources: [first] }) => !rule.parts?.[first?.kind ?? ""]).map(within(lists))
        : known.filter(fits);
  const { reads } = onKind(rule, kind.name);
  const tree = readTree(reads);
  return fc.gen().map((g) => {
    const subject = draw(g, kind, world);
    const example = examples.length > 0 && g(fc.boolean) ? g(pick(examples)) : undefined;
    const [first, ...others] = example ? exampleEstate(example, world.shapes).resources : [];
    if (first) {
      const facts = {
        ...(isObject(subject.config["facts"]) ? subject.config["facts"] : {}),
        ...(isObject(first.config["facts"]) ? first.config["facts"] : {}),
      };
      const { name: _name, ...config } = first.config;
      Object.assign(subject.config, completed(g, kind, structuredClone(config)), Object.keys(facts).length > 0 ? { facts } : {});
    }
    const given = others.flatMap((other) => {
      const target = world.kinds.get(other.kind);
      if (!target) return [];
      const full = draw(g, target, world);
      const { name: _name, ...config } = other.config;
      return [{ ...full, config: { ...full.config, ...structuredClone(config) } }];
    });
    // Examples are starting points: one field in three is drawn anew.
    for (const [name, field] of Object.entries(kind.fields))
      if (
        example &&
        reads.some((read) => read.startsWith(name) || read.startsWith(`has.${name}`)) &&
        g(fc.integer, { min: 0, max: 5 }) === 0
      )
        subject.config[name] = structuredClone(g(valueFor(field)));
    const related = surround(g, subject, tree, world);
    const resources = withoutTwins([subject, ...given, ...related], world);
    const coverage = coverageOf(resources, world);
    return { format: estateFormat, source: "live" as const, collectedAt: null, resources, coverage };
  });
};
