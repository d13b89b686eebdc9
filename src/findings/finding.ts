import type { Resource } from "../estate/estate.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Rule, Severity } from "../evaluate/rule.ts";
import type { Verdict } from "../evaluate/verdict.ts";
import { shownFacts } from "./facts.ts";
import { fingerprint } from "./fingerprint.ts";
import { sentence } from "./message.ts";
import { byText } from "./order.ts";
import type { Finding } from "./report.ts";
import type { Waiving } from "./waive.ts";
import type { Waiver } from "./waiver.ts";

/** A rule as this run applied it: with the severity and the parameters of profile and configuration. */
export type AppliedRule = { rule: Omit<Rule, "examples">; severity: Severity; parameters: JsonObject };

const waiverOf = (waiver: Waiver): NonNullable<Finding["waiver"]> => ({
  id: waiver.id,
  reason: waiver.reason,
  owner: waiver.owner,
  expires: waiver.expires,
  origin: waiver.origin,
});

/** What a verdict becomes if somebody should look at it. */
export const findingOf = (verdict: Verdict, applied: AppliedRule, resource: Resource, cover: Waiving["cover"]): Finding | undefined => {
  const word = verdict.verdict;
  if (word !== "fail" && word !== "unknown") return undefined;
  const name = fingerprint(resource, verdict);
  const waiver = cover({ fingerprint: name, rule: verdict.rule, verdict: word }, resource);
  return {
    fingerprint: name,
    rule: verdict.rule,
    verdict: waiver ? "exempt" : word,
    severity: applied.severity,
    resource: resource.id,
    title: applied.rule.title,
    message: sentence(applied.rule, verdict, resource),
    evidence: verdict.evidence.toSorted((a, b) => byText(a.key, b.key)),
    open: verdict.open.toSorted((a, b) => byText(a.path.join("."), b.path.join("."))),
    facts: shownFacts(applied.rule.reads, resource),
    ...(resource.position ? { position: resource.position } : {}),
    ...(waiver ? { waiver: waiverOf(waiver) } : {}),
  };
};
