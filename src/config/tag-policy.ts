import { isObject, type Json, type JsonObject } from "../estate/json.ts";

/** What the organization says of one tag: its key as it is to be spelled, the values that will do, and what AWS refuses otherwise. */
type PolicyTag = { key: string; values?: string[]; enforcedFor?: string[] };

/** By the key in small letters. */
export type TagPolicy = Record<string, PolicyTag>;

/** `{"@@assign": …}`, or in an effective policy the value itself; undefined is neither. */
const assigned = (said: Json | undefined): Json | undefined => (isObject(said) ? said["@@assign"] : said);

const textsIn = (said: Json | undefined): string[] | null | undefined => {
  if (said === undefined) return null;
  const list = assigned(said);
  if (!Array.isArray(list)) return undefined;
  const texts = list.filter((one) => typeof one === "string");
  return texts.length === list.length ? texts : undefined;
};

const tagOf = (name: string, said: JsonObject): PolicyTag | undefined => {
  const key = said["tag_key"] === undefined ? name : assigned(said["tag_key"]);
  const [values, enforcedFor] = [textsIn(said["tag_value"]), textsIn(said["enforced_for"])];
  if (typeof key !== "string" || key === "" || values === undefined || enforcedFor === undefined) return undefined;
  return { key, ...(values === null || values.length === 0 ? {} : { values }), ...(enforcedFor === null ? {} : { enforcedFor }) };
};

/**
 * A tag policy as AWS Organizations writes it, attached or effective; undefined where it is none. Operators that add to what other
 * policies say (`@@append`, `@@remove`) mean nothing without those: only an effective policy, or one that assigns, can be read.
 */
export const importTagPolicy = (document: Json): TagPolicy | undefined => {
  const tags = isObject(document) ? document["tags"] : undefined;
  if (!isObject(tags)) return undefined;
  const policy: TagPolicy = Object.create(null);
  for (const [name, said] of Object.entries(tags)) {
    // What the policy allows others to change says nothing of tags.
    if (name.startsWith("@@")) continue;
    const tag = isObject(said) ? tagOf(name, said) : undefined;
    if (!tag) return undefined;
    if (!tag.key.startsWith("aws:")) policy[name.toLowerCase()] = tag;
  }
  return policy;
};
