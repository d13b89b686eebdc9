import type { Resource } from "../estate/estate.ts";
import type { Shapes } from "../estate/shape.ts";
import type { Answer } from "./ask.ts";
import { decide, type Said, silent } from "./decide.ts";
import { evidenceOf } from "./evidence.ts";
import type { Projection } from "./project.ts";
import type { Rule } from "./rule.ts";
import type { Evidence, Open, Ruling } from "./verdict.ts";

/** Nothing is wrong, and nothing hidden: the same for all of whom it is said. */
export const plainly = (rule: string, verdict: "pass" | "not-applicable"): Ruling => ({ rule, verdict, evidence: [], open: [] });

export const failedTo = (rule: string, why: string): Ruling => ({
  rule,
  verdict: "unknown",
  evidence: [],
  open: [{ path: [], reason: "error", detail: `the rule could not be evaluated: ${why}` }],
});

/** The rulings on all who look like that and hide nothing; undefined: something is wrong with them, and each shows what. */
export const plainRulings = (rules: readonly Rule[], answer: Answer): readonly Ruling[] | undefined => {
  const rulings: Ruling[] = [];
  for (const rule of rules) {
    const said = answer.get(rule.id) ?? silent;
    if ("failed" in said) return undefined;
    const { verdict } = decide(rule, said, []);
    if (verdict !== "pass" && verdict !== "not-applicable") return undefined;
    rulings.push(plainly(rule.id, verdict));
  }
  return rulings;
};

/** A resource, and what rules see of it. */
export type Looked = { resource: Resource; projection: Projection };

const byKey = (a: Evidence, b: Evidence): number => (a.key < b.key ? -1 : 1);
const placeOf = ({ path }: Open): string => path.join(".");
const byPlace = (a: Open, b: Open): number => (placeOf(a) < placeOf(b) ? -1 : 1);

const inFull = (rule: Rule, said: Said, { resource, projection }: Looked, shapes: Shapes): Ruling => {
  const { verdict, open: hidden } = decide(rule, said, projection.blocked);
  const shown = verdict === "fail" ? said.deny.map((path) => evidenceOf(path, { resource, doc: projection.doc, shapes })) : [];
  const evidence = shown.map((one) => one.evidence);
  const open = hidden.map((one): Open => ({ path: one.path.map(String), reason: one.unknown.reason, detail: one.unknown.detail }));
  if (evidence.length > 1) evidence.sort(byKey);
  if (open.length > 1) open.sort(byPlace);
  const ruling: Ruling = { rule: rule.id, verdict, evidence, open };
  return shown.every((one) => one.shared) ? { ...ruling, shared: true } : ruling;
};

/** What an answer means for this resource. */
export const conclude = (rule: Rule, answer: Answer | undefined, looked: Looked, shapes: Shapes): Ruling => {
  if (!answer) return failedTo(rule.id, "nobody answered");
  const said = answer.get(rule.id) ?? silent;
  return "failed" in said ? failedTo(rule.id, said.failed) : inFull(rule, said, looked, shapes);
};
