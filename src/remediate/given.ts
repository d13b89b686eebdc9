import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Kind, Verb } from "../kinds/kind.ts";
import { misfit } from "../kinds/read-fields.ts";
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

/** The only one there is, if there is but one. */
const onlyOne = (names: readonly string[]): string | undefined => (names.length === 1 ? names[0] : undefined);

/** A project by its user, where the map has them in one project alone; a user by a project that has no other. */
const byMap = (key: string, tags: JsonObject, projects: Configured["projects"]): string | undefined => {
  const [project, user] = [textIn(tags, "project"), textIn(tags, "user")];
  if (key === "project" && user !== undefined)
    return onlyOne((projects ?? []).filter(({ members }) => members.includes(user)).map(({ name }) => name));
  if (key === "user" && project !== undefined) return onlyOne(projects?.find(({ name }) => name === project)?.members ?? []);
  return undefined;
};

/** The values of tags that are missing, as far as they are fixed or follow from the map. One that is there is never overwritten. */
const missingTags = ({ config, parameters, configured }: Asking): JsonObject | string => {
  const [tags, required] = [config?.["tags"], parameters["tags"]];
  if (!isObject(tags)) return "its tags could not be seen now";
  if (!isObject(required)) return "no rule says which tags it must have";
  const missing = Object.keys(required).filter((key) => !Object.hasOwn(tags, key));
  if (missing.length === 0) return "no tag is missing; one that says something else is for a person to correct";
  const said = missing.map((key): [string, Json | undefined] => [key, own(required, key) ?? byMap(key, tags, configured.projects)]);
  const known = said.filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return known.length > 0 ? Object.fromEntries(known) : `what to write into ${missing.join(" and ")} does not follow from the projects map`;
};

type Found = { value: Json } | string;

const tagsFor = (asking: Asking): Found => {
  const tags = missingTags(asking);
  return typeof tags === "string" ? tags : { value: tags };
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

/** What a verb is given for a resource, or why nobody can say. */
export const givenFor = (asking: Asking): Record<string, Json> | string => {
  const given: Record<string, Json> = {};
  for (const field of givenTo(asking.verb)) {
    const found = asking.kind.fields[field]?.shape === "tags" ? tagsFor(asking) : valueFor(field, asking);
    if (typeof found === "string") return found;
    given[field] = found.value;
  }
  return given;
};
