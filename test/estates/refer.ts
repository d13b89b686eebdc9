import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import type { Relation } from "../../src/estate/relation.ts";
import type { Field } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { registryOf, teams, type World } from "./place.ts";
import { isTwin } from "./sampled.ts";

/** What else there is in the estate: how many, and what the one of a number says of itself. */
export type Peers = { count: (kind: string) => number; said: (kind: string, index: number) => JsonObject };

type Referring = { world: World; kind: Kind; index: number; peers: Peers };
type Named = { name: string; relation: Relation; list: string | undefined };

/** In this share of references, what they mean was deleted since. */
const stale = 0.03;
/** In this share, an image or a bucket is somebody else's, as the sample says. */
const foreign = 0.06;

/** What a value refers to that no relation speaks of, by how its samples are spelt. */
const spellings: readonly (readonly [RegExp, Omit<Relation, "on" | "many"> & { by: string }])[] = [
  [/^s3:\/\//, { to: "s3-bucket", by: "name", through: "bucket" }],
  [/\.dkr\.ecr\./, { to: "ecr-repository", by: "arn", through: "repository" }],
  [/^arn:aws:iam::\d+:role\//, { to: "iam-role", by: "arn" }],
  [/^arn:aws:kms:/, { to: "kms-key", by: "names" }],
  [/^subnet-/, { to: "subnet", by: "subnetId" }],
  [/^sg-/, { to: "security-group", by: "groupId" }],
  [/^rtb-/, { to: "route-table", by: "routeTableId" }],
  [/^fs-/, { to: "efs-file-system", by: "fileSystemId" }],
  [/^d-/, { to: "domain", by: "domainId" }],
];

const spelled = (kind: Kind, own: string, { field, list }: { field: Field; list: string | undefined }): Named[] => {
  const [sample] = field.shape === "leaf" || field.shape === "leaves" ? (field.samples ?? []) : [];
  const [, found] = spellings.find(([pattern]) => pattern.test(String(sample))) ?? [];
  if (!found || found.to === kind.name) return [];
  const { by, ...rest } = found;
  return [{ name: own, relation: { ...rest, many: field.shape === "leaves", on: { [own]: by } }, list }];
};

/** What is referred to by values alone: no rule asks for it by name, and yet an estate is not one without it. */
const byValue = (kind: Kind): Named[] =>
  Object.entries(kind.fields).flatMap(([own, field]) => {
    if (field.shape !== "elements") return spelled(kind, own, { field, list: undefined });
    // What statements say is theirs.
    if (field.as && !field.reads) return [];
    return Object.entries(field.fields).flatMap(([part, inner]) =>
      part === field.key ? [] : spelled(kind, part, { field: inner, list: own }),
    );
  });

/** Who makes them sees to it that these say what others of their fields say. */
const settled: Readonly<Record<string, readonly string[]>> = { app: ["domainId", "spaceName", "userProfileName"] };

const isList = ({ fields }: Kind, list: string | undefined, own: string): boolean => {
  const holder = list === undefined ? fields : fields[list]?.shape === "elements" ? fields[list].fields : {};
  return holder[own]?.shape === "leaves";
};

/** Those by which one says whom it means; the others are found from the other end. */
const forwardOf = (kind: Kind): Named[] => [
  ...Object.entries(kind.relations)
    .map(([path, relation]): Named => {
      const [, list, name = path] = /^(\w+)\[\*\]\.(\w+)$/.exec(path) ?? [];
      return { name, relation, list };
    })
    .filter(({ relation, list }) => !relation.many || Object.keys(relation.on).some((own) => isList(kind, list, own)))
    .filter(({ relation }) => !Object.keys(relation.on).some((own) => own.includes(".") || settled[kind.name]?.includes(own)))
    // What names two fields settles both.
    .toSorted((a, b) => Object.keys(b.relation.on).length - Object.keys(a.relation.on).length),
  ...byValue(kind),
];

const known = new Map<string, readonly Named[]>();
const forward = (kind: Kind): readonly Named[] => {
  const found = known.get(kind.name) ?? forwardOf(kind);
  known.set(kind.name, found);
  return found;
};

/** Of several kinds that one field may name, the one that another field says: `DataQuality` means the relation `dataQuality`. */
const isMeant = ({ name, relation }: Named, config: JsonObject, all: readonly Named[]): boolean => {
  const rivals = all.filter((other) => other.name !== name && Object.keys(other.relation.on).join() === Object.keys(relation.on).join());
  if (rivals.length === 0) return true;
  const words = new Set(Object.values(config).filter((value) => typeof value === "string"));
  const says = (one: string): boolean => words.has(`${one.slice(0, 1).toUpperCase()}${one.slice(1)}`);
  return says(name) || !rivals.some((other) => says(other.name));
};

/** Of one's own team, if it has any. */
const pickFrom = ({ to, on }: Relation, { world, kind, index, peers }: Referring): number => {
  const [count, apart] = [peers.count(to), teams(world.organization)];
  // What a thing lies in is there.
  const isHolder = Object.keys(on).some((own) => new RegExp(`[{|]${own}[|}]`).test(kind.identity.template));
  // EC2 lets nobody delete a group that an instance is in.
  const isHeld = kind.name === "ec2-notebook" && to === "security-group";
  if (!isHolder && !isHeld && world.draw.chance(stale)) return count + world.draw.below(3);
  const first = index % apart;
  return first < count && world.draw.chance(0.8)
    ? first + apart * world.draw.below(Math.ceil((count - first) / apart))
    : world.draw.below(count);
};

const named = (said: JsonObject, before: Json, { draw }: World): Json => {
  const names = Array.isArray(said["names"]) ? said["names"] : [];
  const isOf = (word: string): boolean => String(before).includes(word);
  const profile = names.find((name) => String(name).includes(":instance-profile/"));
  if (isOf(":instance-profile/")) return profile ?? before;
  if (isOf(":role/")) return said["arn"] ?? before;
  if (typeof said["name"] === "string") return said["name"];
  // Keys go by their ARN, and now and then by an alias.
  return draw.chance(0.15) ? (names.find((name) => String(name).startsWith("alias/")) ?? said["arn"] ?? before) : (said["arn"] ?? before);
};

/** The way to write it: as it is called, or where in it something lies. */
const written = (said: JsonObject, { relation, own, before }: { relation: Relation; own: string; before: Json }, world: World): Json => {
  if (relation.through === "bucket") {
    const [, path = `/${own}`] = /^s3[an]?:\/\/[^/]+(\/.*)$/.exec(String(before)) ?? [];
    return `s3://${String(said["name"])}${path}`;
  }
  if (relation.through === "repository") {
    const [, version = ":1.0"] = /^[^:@]+(?::\d+\/[^:@]+)?([:@].+)$/.exec(String(before)) ?? [];
    return `${registryOf(world)}/${String(said["name"])}${version}`;
  }
  const target = relation.on[own] ?? "";
  return target === "names" ? named(said, before, world) : (said[target] ?? before);
};

const isForeign = ({ through }: Relation, { draw }: World): boolean => through !== undefined && draw.chance(foreign);

const several = (relation: Relation, own: string, before: readonly Json[], referring: Referring): Json[] => {
  const chosen = before.map((one) =>
    written(referring.peers.said(relation.to, pickFrom(relation, referring)), { relation, own, before: one }, referring.world),
  );
  return [...new Set(chosen.map(String))];
};

const linked = (config: JsonObject, { relation }: Named, referring: Referring): JsonObject => {
  const { world, peers } = referring;
  const owns = Object.keys(relation.on);
  if (isForeign(relation, world) || owns.some((own) => config[own] === null || config[own] === undefined)) return config;
  const said = peers.said(relation.to, pickFrom(relation, referring));
  const links = owns.map((own): [string, Json] => {
    const before = config[own] ?? null;
    return [own, Array.isArray(before) ? several(relation, own, before, referring) : written(said, { relation, own, before }, world)];
  });
  // A policy that hangs on somebody is told by both.
  const called = owns.includes("arn") && typeof config["name"] === "string" ? { name: said["name"] ?? null } : {};
  return { ...config, ...Object.fromEntries(links), ...called };
};

const inList = (config: JsonObject, one: Named, referring: Referring): JsonObject => {
  const list = one.list ?? "";
  const [elements, field] = [config[list], referring.kind.fields[list]];
  if (!Array.isArray(elements) || field?.shape !== "elements") return config;
  const changed = elements.filter(isObject).map((element) => {
    const next = linked(element, one, referring);
    // What is named by what it refers to is named anew.
    const twin = Object.keys(one.relation.on).find((own) => own !== field.key && field.fields[own] && isTwin(field, field.fields[own]));
    return twin === undefined ? next : { ...next, [field.key]: next[twin] ?? null };
  });
  return { ...config, [list]: changed };
};

/** Makes what a thing says of others mean some that there are, by its kind's relations. */
export const refer = (config: JsonObject, referring: Referring): JsonObject => {
  const all = forward(referring.kind);
  const done = new Set<string>();
  return all.reduce<JsonObject>((before, one) => {
    const owns = Object.keys(one.relation.on).map((own) => `${one.list ?? ""} ${own}`);
    if (referring.peers.count(one.relation.to) === 0 || owns.some((own) => done.has(own)) || !isMeant(one, before, all)) return before;
    for (const own of owns) done.add(own);
    return one.list === undefined ? linked(before, one, referring) : inList(before, one, referring);
  }, config);
};
