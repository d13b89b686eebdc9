import { joinOver } from "../../src/estate/join.ts";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import type { Shapes } from "../../src/estate/shape.ts";
import { decide, silent } from "../../src/evaluate/decide.ts";
import { exampleEstate, exampleNow } from "../../src/evaluate/example.ts";
import { onKind } from "../../src/evaluate/on-kind.ts";
import { project } from "../../src/evaluate/project.ts";
import { readTree } from "../../src/evaluate/read-path.ts";
import type { Example, Rule } from "../../src/evaluate/rule.ts";

const defaultsOf = (rule: Pick<Rule, "parameters">): JsonObject =>
  Object.fromEntries(Object.entries(rule.parameters ?? {}).map(([name, parameter]) => [name, parameter.default]));

/**
 * The example as the policy sees it: a batch of one, projected by what the rule reads. A pass in spite of an open read is `settled`,
 * which the policy must say; so it must of what is unknown though nothing is open.
 */
const caseOf = (written: Rule, example: Example, shapes: Shapes): Json => {
  const estate = exampleEstate(example, shapes);
  const [resource] = estate.resources;
  if (!resource) throw new Error(`${written.id}: "${example.title}" has no resource`);
  const rule = onKind(written, resource.kind);
  const { doc, blocked } = project(resource, readTree(rule.reads), { join: joinOver(estate), shapes });
  const open = decide(rule, silent, blocked).verdict === "unknown";
  const params = { [rule.id]: { ...defaultsOf(rule), ...example.parameters } };
  return {
    rule: rule.id,
    kind: resource.kind,
    verdict: open ? (example.verdict === "pass" ? "settled" : example.verdict) : example.verdict === "unknown" ? "unsure" : example.verdict,
    input: { resources: [doc], now: example.now ?? exampleNow, params },
  };
};

type Row = [number, Json];

/** What a rule says of a resource of which each list has one element, or none: of none it can only step aside. */
const rowsOf = ({ emits, parts }: Rule, kind: string, full: boolean): Row[] => {
  const lists = parts?.[kind];
  const said = (["skip", "settled", "unsure"] as const).filter((set) => emits[set]);
  if (lists === undefined) return [[0, ["field"]], ...said.map((set): Row => [0, set])];
  const denied = full ? lists.map((list): Row => [0, [list, 0, "field"]]) : [];
  const skipped: Row[] = emits.skip ? [[0, "skip"]] : [];
  return [...denied, ...skipped, ...(full && !emits.skip ? [] : [[0, "aside"] satisfies Row])];
};

/** What the glue of a kind must bring, when every rule of it says all that it can. */
const glueCase = (kind: string, rules: readonly Rule[], full: boolean): Json => ({
  said: Object.fromEntries(rules.map(({ id }) => [id, { deny: [["field"]], skip: true, settled: true, unsure: true }])),
  params: Object.fromEntries(rules.map(({ id }) => [id, {}])),
  resource: Object.fromEntries(rules.flatMap(({ parts }) => parts?.[kind] ?? []).map((list) => [list, full ? [{}] : []])),
  verdicts: Object.fromEntries(rules.map((rule) => [rule.id, rowsOf(rule, kind, full)])),
});

const glueCases = (kind: string, rules: readonly Rule[]): Json => ({
  "with one element in each list": glueCase(kind, rules, true),
  "with empty lists": glueCase(kind, rules, false),
});

/** The data of policies/examples_test.rego. */
export const examplesData = (rules: readonly Rule[], byKind: ReadonlyMap<string, readonly Rule[]>, shapes: Shapes): Json => {
  const cases = rules.flatMap((rule) =>
    rule.examples.map((example): [string, Json] => [`${rule.id}: ${example.title}`, caseOf(rule, example, shapes)]),
  );
  return {
    examples: { rules: Object.fromEntries(cases), glue: Object.fromEntries([...byKind].map(([kind, of]) => [kind, glueCases(kind, of)])) },
  };
};
