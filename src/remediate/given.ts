import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Kind, Verb } from "../kinds/kind.ts";
import { misfit } from "../kinds/misfit.ts";
import { givenTo } from "./request.ts";

/** The words of people that verbs may be given as values: nothing is ever invented. */
export type Configured = {
  /** By kind and field. */
  values: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** null: there is no map of projects. */
  projects: readonly { name: string; members: readonly string[] }[] | null;
};

export type Asking = {
  kind: Kind;
  verb: Verb;
  configured: Configured;
  /** Field -> the value that the rule's own parameters have for it. */
  parameters: JsonObject;
  /** What stands there now; undefined: nobody looked, or nobody could see it. */
  config: JsonObject | undefined;
};

const own = <Value>(holder: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(holder, key) ? holder[key] : undefined;

const textIn = (tags: JsonObject, key: string): string | undefined => {
  const value = own(tags, key);
  return typeof value === "string" && value !== "" ? value : undefined;
};

type Said = { value: Json } | { why: string };

/** The one that there is, or why it is not said which. */
const onlyOne = (names: readonly string[], none: string, several: (names: string) => string): Said => {
  const [only, other] = names;
  if (only === undefined) return { why: none };
  return other === undefined ? { value: only } : { why: several(names.toSorted().join(", ")) };
};

/** A project by its user, where the map has them in one project alone; a user by a project that has no other. */
const byMap = (key: string, tags: JsonObject, projects: Configured["projects"]): Said => {
  const [project, user] = [textIn(tags, "project"), textIn(tags, "user")];
  if (key !== "project" && key !== "user") return { why: "the rule asks for any value, and neither it nor the projects map says which" };
  if (projects === null) return { why: "there is no projects map" };
  if (key === "project") {
    if (user === undefined) return { why: "it has no user either, by whom the projects map would tell" };
    const theirs = projects.filter(({ members }) => members.includes(user)).map(({ name }) => name);
    return onlyOne(theirs, `${user} is in no project`, (names) => `${user} is in several: ${names}`);
  }
  if (project === undefined) return { why: "it has no project either, by which the projects map would tell" };
  const found = projects.find(({ name }) => name === project);
  return onlyOne(found?.members ?? [], `the projects map has no project ${project}`, (names) => `${project} has several: ${names}`);
};

/** Field -> value for those that are known; and for the others why not. */
type Found = { value: Json; leaves?: string[] } | string;

/** The values of tags that are missing, as far as they are fixed or follow from the map. One that is there is never overwritten. */
const tagsFor = ({ config, parameters, configured }: Asking): Found => {
  const [tags, required] = [config?.["tags"], parameters["tags"]];
  if (!isObject(tags)) return "its tags could not be seen now";
  if (!isObject(required)) return "no rule says which tags it must have";
  const missing = Object.keys(required).filter((key) => !Object.hasOwn(tags, key));
  if (missing.length === 0) return "no tag is missing; one that says something else is for a person to correct";
  const said = missing.map((key): [string, Said] => {
    const fixed = own(required, key) ?? null;
    return [key, fixed === null ? byMap(key, tags, configured.projects) : { value: fixed }];
  });
  const known = said.flatMap(([key, one]): [string, Json][] => ("value" in one ? [[key, one.value]] : []));
  const leaves = said.flatMap(([key, one]) => ("why" in one ? [`the tag ${key}: ${one.why}`] : []));
  if (known.length > 0) return { value: Object.fromEntries(known), ...(leaves.length > 0 && { leaves }) };
  return `what to write does not follow from the projects map: ${leaves.join("; ")}`;
};

const valueFor = (field: string, asking: Asking): Found => {
  const { kind, configured, parameters } = asking;
  const leaf = kind.fields[field];
  const value = own(own(configured.values, kind.name) ?? {}, field) ?? own(parameters, field);
  if (value === undefined || value === null)
    return `which ${field} it should have is not said: add it to remediation.values under ${kind.name}`;
  const wrong = leaf?.shape === "leaf" ? misfit(leaf, value) : "for a field that takes no such value";
  return wrong === undefined ? { value } : `the ${field} to set is ${wrong}`;
};

/** What the configuration may say: for each kind the fields that its verbs are given, each with what a value must be. */
export const settableFields = (kinds: readonly Kind[]): Map<string, Map<string, (value: Json) => string | undefined>> => {
  const settable = new Map<string, Map<string, (value: Json) => string | undefined>>();
  for (const { name, fields, verbs } of kinds) {
    const leaves = Object.values(verbs)
      .flatMap(givenTo)
      .flatMap((field) => {
        const leaf = fields[field];
        return leaf?.shape === "leaf" ? [[field, (value: Json) => misfit(leaf, value)] as const] : [];
      });
    if (leaves.length > 0) settable.set(name, new Map(leaves));
  }
  return settable;
};

/** `leaves`: what stays wrong all the same, and why. */
export type Given = { values: Record<string, Json>; leaves: readonly string[] };

/** What a verb is given for a resource, or why nobody can say. */
export const givenFor = (asking: Asking): Given | string => {
  const values: Record<string, Json> = {};
  const leaves: string[] = [];
  for (const field of givenTo(asking.verb)) {
    const found = asking.kind.fields[field]?.shape === "tags" ? tagsFor(asking) : valueFor(field, asking);
    if (typeof found === "string") return found;
    values[field] = found.value;
    leaves.push(...(found.leaves ?? []));
  }
  return { values, leaves };
};
