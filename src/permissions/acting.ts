import type { JsonObject } from "../estate/json.ts";
import { didYouMean } from "../estate/closest.ts";
import { Problem } from "../estate/problem.ts";
import type { Kind, Verb } from "../kinds/kind.ts";
import { iamAction, servicePrefix } from "../kinds/operation.ts";
import { alsoNeeds, ignoresTags, knowsNoResource } from "../kinds/particulars.ts";
import type { Statement } from "./policy.ts";

/** Something that may be done to a kind. */
export type Deed = { kind: Kind; verb: Verb };

const unknownVerb = (word: string, candidates: Iterable<string>): Problem =>
  new Problem({
    code: "verb-unknown",
    what: `No kind has the verb "${word}".${didYouMean(word, candidates)}`,
    where: "--remediation",
    todo: "Give verbs such as `stop`, or `notebook-instance:stop` for that of one kind; docs/remediation.md lists them all.",
  });

/** What these words name: a verb of every kind that has it, or `KIND:VERB`. */
export const deedsOf = (kinds: readonly Kind[], words: readonly string[]): Deed[] => {
  const all = kinds.flatMap((kind) => Object.entries(kind.verbs).map(([name, verb]) => ({ kind, name, verb })));
  const deeds = new Set<(typeof all)[number]>();
  for (const word of words) {
    const meant = all.filter(({ kind, name }) => word === name || word === `${kind.name}:${name}`);
    const candidates = word.includes(":") ? all.map(({ kind, name }) => `${kind.name}:${name}`) : all.map(({ name }) => name);
    if (meant.length === 0) throw unknownVerb(word, candidates);
    for (const deed of meant) deeds.add(deed);
  }
  return all.filter((deed) => deeds.has(deed)).map(({ kind, verb }) => ({ kind, verb }));
};

/** The tags that what may be acted on must bear; null: whatever their value. */
export type Marks = Readonly<Record<string, string | null>>;
export type ActingOptions = { partition: string; marks: Marks };

const marked = (key: "ResourceTag" | "RequestTag", marks: Marks): Pick<Statement, "Condition"> => {
  const present = Object.entries(marks).flatMap(([tag, value]) => (value === null ? [[`aws:${key}/${tag}`, "false"]] : []));
  const equal = Object.entries(marks).flatMap(([tag, value]) => (value === null ? [] : [[`aws:${key}/${tag}`, value]]));
  const Condition: Record<string, JsonObject> = {
    ...(present.length > 0 && { Null: Object.fromEntries(present) }),
    ...(equal.length > 0 && { StringEqualsIgnoreCase: Object.fromEntries(equal) }),
  };
  return Object.keys(Condition).length > 0 ? { Condition } : {};
};

const patternOf = ({ service, identity }: Kind, partition: string): string =>
  `arn:${partition}:${servicePrefix[service]}:*:*:${identity.template.replace(/\{.*$/, "*")}`;

const writesTags = ({ input }: Verb): boolean =>
  Object.values(input).some((from) => typeof from === "object" && (("given" in from && from.given === "tags") || "keysOf" in from));

/** What is made has no tags yet: the request brings them, if it brings any. And whoever adds what is missing cannot find it there. */
const conditionOf = ({ kind, verb }: Deed, marks: Marks): Pick<Statement, "Condition"> => {
  if (writesTags(verb)) return {};
  if (verb.makes) return Object.hasOwn(verb.input, "Tags") ? marked("RequestTag", marks) : {};
  return kind.tags.from === "nowhere" || ignoresTags.includes(kind.name) ? {} : marked("ResourceTag", marks);
};

const nameOf = ({ name }: Kind): string => name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A request that names a role hands it on, which AWS wants allowed by itself. */
const isRole = (member: string): boolean => /(?:^|Execution|Service|JobFlow)Role(?:Arn)?$/.test(member);

const passing = ({ kind, verb }: Deed, { partition }: ActingOptions): Statement[] =>
  Object.keys(verb.input).some(isRole)
    ? [
        {
          Sid: `PassRoleTo${nameOf(kind)}`,
          Effect: "Allow",
          Action: ["iam:PassRole"],
          Resource: [`arn:${partition}:iam::*:role/*`],
          Condition: { StringEquals: { "iam:PassedToService": `${servicePrefix[kind.service]}.amazonaws.com` } },
        },
      ]
    : [];

const statementsOf = (deed: Deed, options: ActingOptions): Statement[] => {
  const { kind, verb } = deed;
  const { partition, marks } = options;
  const action = iamAction(verb.operation);
  const more = alsoNeeds[action];
  const condition = conditionOf(deed, marks);
  const own = patternOf(kind, partition);
  const prefix = own.split(":").slice(0, 5).join(":");
  const Resource: Statement["Resource"] = knowsNoResource.includes(action)
    ? "*"
    : [own, ...(more?.resources ?? []).map((path) => `${prefix}:${path}`)].sort();
  const extra = (more?.actions ?? []).map(({ action: also, condition: when }): Statement => ({
    Sid: `${also.split(":")[1] ?? ""}${nameOf(kind)}`,
    Effect: "Allow",
    Action: [also],
    Resource: [own],
    Condition: { ...condition.Condition, ...when },
  }));
  return [{ Sid: `Act${nameOf(kind)}`, Effect: "Allow", Action: [action], Resource, ...condition }, ...extra, ...passing(deed, options)];
};

/** Statements that differ in nothing but their actions are one; those that differ in more have an Sid each. */
const together = (statements: readonly Statement[]): Statement[] => {
  const alike = Map.groupBy(statements, ({ Sid, Resource, Condition }) => JSON.stringify([Sid, Resource, Condition]));
  const merged = [...alike.values()].flatMap(([first, ...rest]) =>
    first ? [{ ...first, Action: [...new Set([first, ...rest].flatMap(({ Action }) => Action))].toSorted() }] : [],
  );
  const seen = new Map<string, number>();
  return merged.map((statement) => {
    const before = seen.get(statement.Sid) ?? 0;
    seen.set(statement.Sid, before + 1);
    return before === 0 ? statement : { ...statement, Sid: `${statement.Sid}${before + 1}` };
  });
};

/** The least that doing this needs: each action on the resources of its kind only, and only on those that are marked, where AWS can tell. */
export const actingStatements = (deeds: readonly Deed[], options: ActingOptions): Statement[] =>
  together(deeds.flatMap((deed) => statementsOf(deed, options)));
