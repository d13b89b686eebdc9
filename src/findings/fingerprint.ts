import { sha256 } from "../estate/canonical.ts";
import type { Resource } from "../estate/estate.ts";
import type { Ruling } from "../evaluate/verdict.ts";

/**
 * Names a finding over scans. It rests on the rule, on what the resource is called (its ARN when live, its address in a plan) and on
 * which evidence convicts it; never on lines, indices, time or order. An unknown has no evidence, and its own name: a waiver of
 * "we cannot see it" must not cover what is seen later.
 */
export const fingerprint = (resource: Pick<Resource, "id" | "kind">, verdict: Pick<Ruling, "rule" | "verdict" | "evidence">): string => {
  const keys = [...new Set(verdict.evidence.map((evidence) => evidence.key))].sort();
  const cause = verdict.verdict === "unknown" ? "unknown" : { evidence: keys };
  return sha256(JSON.stringify(["sagewarden/finding@1", verdict.rule, resource.kind, resource.id, cause]));
};
