import type { JsonObject } from "../estate/json.ts";
import type { Resource } from "../estate/estate.ts";
import type { Relation } from "../estate/relation.ts";
import type { Effects, Kind, Rule } from "../index.ts";

/** The names by which a resource refers to one other, read off its own fields. */
const keyOf = (config: JsonObject, on: Readonly<Record<string, string>>): JsonObject | undefined => {
  const entries = Object.entries(on).map(([own, its]): [string, unknown] => [its, config[own]]);
  const named = entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return named.length === entries.length ? Object.fromEntries(named) : undefined;
};

type Rules = readonly Pick<Rule, "kinds" | "reads">[];

const isRead = (name: string, { name: kind }: Kind, rules: Rules): boolean =>
  rules.some(({ kinds, reads }) => kinds.includes(kind) && reads.some((path) => path === name || path.startsWith(`${name}.`)));

/** Whether what is referred by is the other's own key, in the same account and region: not an alias, a URI, or an ARN of elsewhere. */
const isNamed = ({ on, reach, through }: Relation, { identity }: Kind): boolean =>
  reach === undefined && through === undefined && identity.key.every((field) => Object.values(on).includes(field));

/**
 * Facts are derived from what belongs to the estate, whichever rule is judged; what lies around it is read by rules alone, and is often
 * referred to by other names than those by which it can be asked for.
 */
const isWanted = (name: string, relation: Relation, { kind, target, rules }: { kind: Kind; target: Kind; rules: Rules }): boolean =>
  !target.surrounds || (isRead(name, kind, rules) && isNamed(relation, target));

type Looking = { describe: Effects["describe"]; kindNamed: (name: string) => Kind | undefined; rules: Rules };

/**
 * What a resource refers to, each looked at afresh: a rule may ask for it. What cannot be seen is left out, and the rules that ask for
 * it say "unknown".
 */
export const relatedTo = async (resource: Resource, kind: Kind, { describe, kindNamed, rules }: Looking): Promise<Resource[]> => {
  const references = Object.entries(kind.relations).filter(([name, { many }]) => !many && !name.includes("["));
  const found: Resource[] = [];
  for (const [as, relation] of references) {
    const { to, on } = relation;
    const [key, target] = [keyOf(resource.config, on), kindNamed(to)];
    if (!key || !target || !isWanted(as, relation, { kind, target, rules })) continue;
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
