import type { Estate, Resource } from "../estate/estate.ts";
import { type Join, joinOver } from "../estate/join.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Shapes } from "../estate/shape.ts";
import { decide, type Said, silent } from "./decide.ts";
import { evidenceOf } from "./evidence.ts";
import type { Policy } from "./policy.ts";
import { type Projection, project } from "./project.ts";
import { listModes, type ReadTree, readTree } from "./read-path.ts";
import type { Rule } from "./rule.ts";
import { needsRuntime } from "./runtime.ts";
import type { Open, Verdict } from "./verdict.ts";

export type Question = {
  estate: Estate;
  shapes: Shapes;
  rules: readonly Rule[];
  /** By rule id; a rule without an entry gets none. */
  params: Record<string, JsonObject>;
  policy: Policy;
  now: string;
};

/** Batches of this size cost least: smaller ones pay the crossing into wasm, larger ones its heap. */
const batchSize = 200;
/** Distinct documents whose verdicts are remembered per group of rules, so that a long job history stays flat in memory. */
const remembered = 20_000;

/** Several rules that may be sent one document: no two of them take the same list in different ways. */
type Group = { rules: readonly Rule[]; tree: ReadTree };

const groupRules = (rules: readonly Rule[]): Group[] => {
  const groups: { rules: Rule[]; modes: Map<string, string> }[] = [];
  for (const rule of rules) {
    const modes = listModes(rule.reads);
    const fits = (group: (typeof groups)[number]): boolean => [...modes].every(([list, mode]) => (group.modes.get(list) ?? mode) === mode);
    const group = groups.find(fits) ?? groups[groups.push({ rules: [], modes: new Map() }) - 1];
    if (!group) continue;
    group.rules.push(rule);
    for (const [list, mode] of modes) group.modes.set(list, mode);
  }
  return groups.map((group) => ({ rules: group.rules, tree: readTree(group.rules.flatMap((rule) => rule.reads)) }));
};

/** By rule id. A rule that threw says `failed`. */
type Answer = Map<string, Said | { failed: string }>;

const ask = (kind: string, docs: readonly JsonObject[], rules: readonly Rule[], question: Question): Answer[] => {
  const params = Object.fromEntries(rules.map((rule) => [rule.id, question.params[rule.id] ?? {}]));
  const answers = docs.map((): Map<string, Said> => new Map());
  for (const { index, rule, set, path } of question.policy(kind, { resources: docs, now: question.now, params })) {
    const answer = answers[index];
    const said = answer?.get(rule) ?? { deny: [], skip: false, settled: false };
    if (set === "deny") said.deny.push(path);
    else said[set] = true;
    answer?.set(rule, said);
  }
  return answers;
};

const reason = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** One bad pair of resource and rule must not cost its neighbours their verdicts: on a throw, ask by resource, then by rule. */
const askSafely = (kind: string, docs: readonly JsonObject[], rules: readonly Rule[], question: Question): Answer[] => {
  try {
    return ask(kind, docs, rules, question);
  } catch (thrown) {
    if (docs.length > 1) return docs.flatMap((doc) => askSafely(kind, [doc], rules, question));
    const [rule] = rules;
    if (rules.length === 1 && rule) return [new Map([[rule.id, { failed: reason(thrown) }]])];
    const each = rules.map((one) => askSafely(kind, docs, [one], question)[0] ?? new Map());
    return [new Map(each.flatMap((answer) => [...answer]))];
  }
};

const conclude = (
  rule: Rule,
  seen: { resource: Resource; projection: Projection; answer: Answer | undefined },
  question: Question,
): Verdict => {
  const { resource, projection, answer } = seen;
  const said = answer?.get(rule.id) ?? silent;
  const base = { resource: resource.id, rule: rule.id };
  if ("failed" in said)
    return {
      ...base,
      verdict: "unknown",
      evidence: [],
      open: [{ path: [], reason: "error", detail: `the rule could not be evaluated: ${said.failed}` }],
    };
  const { verdict, open } = decide(rule, said, projection.blocked);
  const evidence =
    verdict === "fail" ? said.deny.map((path) => evidenceOf(path, { resource, doc: projection.doc, shapes: question.shapes })) : [];
  return {
    ...base,
    verdict,
    evidence: evidence.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    open: open.map((one): Open => ({ path: one.path.map(String), reason: one.unknown.reason, detail: one.unknown.detail })),
  };
};

type Waiting = { resource: Resource; projection: Projection; key: string };

const judgeGroup = (kind: string, resources: readonly Resource[], group: Group, question: Question & { join: Join }): Verdict[] => {
  const answers = new Map<string, Answer>();
  const verdicts: Verdict[] = [];
  let batch: Waiting[] = [];
  let docs = new Map<string, JsonObject>();
  const flush = (): void => {
    const keys = [...docs.keys()];
    if (keys.length > 0)
      askSafely(kind, [...docs.values()], group.rules, question).forEach((answer, at) => answers.set(keys[at] ?? "", answer));
    for (const { resource, projection, key } of batch)
      for (const rule of group.rules) verdicts.push(conclude(rule, { resource, projection, answer: answers.get(key) }, question));
    batch = [];
    docs = new Map();
    if (answers.size > remembered) answers.clear();
  };
  for (const resource of resources) {
    const projection = project(resource, group.tree, question);
    const key = JSON.stringify(projection.doc);
    batch.push({ resource, projection, key });
    if (!answers.has(key)) docs.set(key, projection.doc);
    if (docs.size >= batchSize || batch.length >= batchSize * 10) flush();
  }
  if (batch.length > 0) flush();
  return verdicts;
};

const notApplicable = (resources: readonly Resource[], rule: Rule): Verdict[] =>
  resources.map((resource) => ({ resource: resource.id, rule: rule.id, verdict: "not-applicable", evidence: [], open: [] }));

/** Judges every resource by every rule of its kind. What looks alike to the rules shares its verdict; order in is order out. */
export const evaluate = (question: Question): Verdict[] => {
  const join = joinOver(question.estate);
  const planned = question.estate.source !== "live" && question.estate.source !== "file";
  const byKind = Map.groupBy(question.estate.resources, (resource) => resource.kind);
  return [...byKind].flatMap(([kind, resources]) => {
    const rules = question.rules.filter((rule) => rule.kinds.includes(kind));
    const [asleep, awake] = [
      rules.filter((rule) => planned && needsRuntime(rule, kind, question.shapes)),
      rules.filter((rule) => !planned || !needsRuntime(rule, kind, question.shapes)),
    ];
    return [
      ...asleep.flatMap((rule) => notApplicable(resources, rule)),
      ...groupRules(awake).flatMap((group) => judgeGroup(kind, resources, group, { ...question, join })),
    ];
  });
};
