import type { Unknown } from "../../estate/unknown.ts";
import { type Derived, known } from "../derived.ts";
import { type Asker, own, stranger } from "./asker.ts";
import { asksFor } from "./condition.ts";
import type { Said } from "./context.ts";
import type { Rights } from "./decision.ts";

/** What the platform wants to be tagged when it is made, by the action that makes it. */
const creations = [
  { action: "sagemaker:CreateModel", on: `model/${stranger}` },
  { action: "sagemaker:CreateEndpointConfig", on: `endpoint-config/${stranger}` },
  { action: "sagemaker:CreateEndpoint", on: `endpoint/${stranger}` },
  { action: "sagemaker:CreateTrainingJob", on: `training-job/${stranger}` },
  { action: "sagemaker:CreateHyperParameterTuningJob", on: `hyper-parameter-tuning-job/${stranger}` },
  { action: "sagemaker:CreateTransformJob", on: `transform-job/${stranger}` },
  { action: "elasticmapreduce:RunJobFlow", on: `cluster/${stranger}` },
] as const;

const requestTag = /^(?:aws|elasticmapreduce):requesttag\/(.+)$/;

/** A tag that policies ask a request for: its key as they write it, and the values that they compare it with. */
type Tag = { written: string; values: Set<string> };
/** By key in lower case. */
type Tags = ReadonlyMap<string, Tag>;

/** More keys than that make too many requests to ask about one by one. */
const mostKeys = 5;
/** Tags of no policy: whether they are asked for is the same for all of them. */
const unnamed = "*";

const hasWildcard = /[*?]/;
const hasVariable = /\$\{/;

const valueOf = (wanted: string): string | undefined => (hasVariable.test(wanted) ? own : hasWildcard.test(wanted) ? undefined : wanted);

const tagsAskedBy = ({ policies, boundary }: Rights): Tags => {
  const tags = new Map<string, Tag>([[unnamed, { written: unnamed, values: new Set() }]]);
  const tag = (key: string): Tag => {
    const found = tags.get(key.toLowerCase()) ?? { written: key, values: new Set() };
    tags.set(key.toLowerCase(), found);
    return found;
  };
  const tests = [...policies.statements, ...(boundary?.statements ?? [])].flatMap(({ condition }) => asksFor(condition));
  for (const { key, wanted } of tests) {
    const asked = requestTag.exec(key)?.[1];
    const values = wanted.map(valueOf).filter((one) => one !== undefined);
    if (asked !== undefined) for (const value of values) tag(asked).values.add(value);
    if (asked !== undefined) tag(asked);
    // Only here does the case of a key count.
    if (key === "aws:tagkeys") for (const one of values) tag(one).written = one;
  }
  return tags;
};

type Setting = ReadonlyMap<string, string>;

/** Every way to set these tags or to leave them out: with what policies compare them with, and with what they do not. */
function* settings([first, ...rest]: readonly [string, Tag][]): Generator<Setting> {
  if (!first) yield new Map();
  else
    for (const others of settings(rest)) {
      yield others;
      for (const value of [...first[1].values, stranger]) yield new Map([...others, [first[0], value]]);
    }
}

const contextWith = (setting: Setting, tags: Tags): Record<string, Said> => {
  const keys = [...setting.keys()].map((key) => tags.get(key)?.written ?? key);
  const given: Record<string, Said> = {
    "aws:TagKeys": { values: keys.sort() },
    // What is only being made has none yet.
    "aws:ResourceTag/*": "absent",
    "sagemaker:ResourceTag/*": "absent",
    "sagemaker:*": "free",
    "aws:PrincipalTag/*": { values: [own] },
    "aws:username": { values: [own] },
    "aws:userid": { values: [own] },
  };
  for (const service of ["aws", "elasticmapreduce"]) {
    for (const [key, value] of setting) given[`${service}:RequestTag/${key}`] = { values: [value] };
    given[`${service}:RequestTag/*`] = "absent";
  }
  return given;
};

/** What is left open by a request that is allowed: each key that it does without, each value that it may have. */
const holesOf = (setting: Setting, tags: Tags): string[] =>
  [...tags.keys()].map((key) => {
    const value = setting.get(key);
    return value === undefined ? `without ${key}` : `${key}: ${value === stranger ? "any" : value === own ? "its own" : value}`;
  });

type Found = { holes: Set<string>; doubts: Map<string, Unknown>; may: boolean };

const askAll = ({ ask, about }: Asker, tags: Tags, found: Found): void => {
  // Every action is asked about with all of them.
  const ways = [...settings([...tags])].map((setting) => ({ setting, given: contextWith(setting, tags) }));
  for (const { action, on } of creations) {
    const { policies } = about(action);
    if (policies.statements.length === 0 && !policies.mayAllow) continue;
    for (const { setting, given } of ways) {
      const { allowed, why } = ask({ action, on, given });
      if (allowed === "no") continue;
      found.may = true;
      for (const hole of holesOf(setting, tags)) {
        if (allowed === "yes") found.holes.add(hole);
        else if (why) found.doubts.set(hole, why);
      }
    }
  }
};

/**
 * With which tags somebody may make a model, an endpoint, a job or a cluster: `without project, system: MLSpace, user: any`. `without *`: without
 * any that its policies do not name. Null: it may make none.
 */
export const creationsOf = (asker: Asker): Derived<string | null> => {
  const tags = tagsAskedBy(asker.rights);
  if (tags.size > mostKeys + 1) return { unknown: { reason: "too-large", detail: `its policies ask for more than ${mostKeys} tags` } };
  const found: Found = { holes: new Set(), doubts: new Map(), may: false };
  askAll(asker, tags, found);
  const doubt = [...found.doubts].find(([hole]) => !found.holes.has(hole))?.[1];
  if (doubt) return { unknown: doubt };
  return known(found.may ? [...found.holes].sort().join(", ") : null);
};
