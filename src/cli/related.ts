import type { JsonObject } from "../estate/json.ts";
import type { Resource } from "../estate/estate.ts";
import type { Effects, Kind } from "../index.ts";

/** The names by which a resource refers to one other, read off its own fields. */
const keyOf = (config: JsonObject, on: Readonly<Record<string, string>>): JsonObject | undefined => {
  const entries = Object.entries(on).map(([own, its]): [string, unknown] => [its, config[own]]);
  const named = entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return named.length === entries.length ? Object.fromEntries(named) : undefined;
};

/**
 * What a resource refers to, each looked at afresh: a rule may ask for it. What cannot be seen is left out, and the rules that ask for
 * it say "unknown".
 */
export const relatedTo = async (resource: Resource, kind: Kind, describe: Effects["describe"]): Promise<Resource[]> => {
  const references = Object.entries(kind.relations).filter(([name, { many }]) => !many && !name.includes("["));
  const found: Resource[] = [];
  for (const [, { to, on }] of references) {
    const key = keyOf(resource.config, on);
    if (!key) continue;
    const { account, region } = resource;
    const name = Object.values(key).map(String).join("/");
    const sight = await describe({
      id: name,
      kind: to,
      name,
      arn: null,
      account,
      region,
      createdAt: null,
      config: key,
      unknown: {},
      defaulted: [],
    });
    if (sight.state === "there") found.push(sight.resource);
  }
  return found;
};
