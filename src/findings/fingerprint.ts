import { sha256 } from "../estate/canonical.ts";
import type { Resource } from "../estate/estate.ts";
import type { Ruling } from "../evaluate/verdict.ts";

type Named = Pick<Ruling, "rule" | "verdict" | "evidence" | "shared">;

const causeOf = ({ verdict, evidence }: Named): string => {
  if (verdict === "unknown") return JSON.stringify("unknown");
  return JSON.stringify({ evidence: [...new Set(evidence.map(({ key }) => key))].sort() });
};

/** What a shared ruling names is the same for all. */
const causes = new WeakMap<Named, string>();
const knownCause = (ruling: Named): string => {
  const cause = causes.get(ruling) ?? causeOf(ruling);
  if (ruling.shared) causes.set(ruling, cause);
  return cause;
};

/**
 * Names a finding over scans. It rests on the rule, on what the resource is called (its ARN when live, its address in a plan) and on
 * which evidence convicts it; never on lines, indices, time or order. An unknown has no evidence, and its own name: a waiver of
 * "we cannot see it" must not cover what is seen later.
 */
export const fingerprint = ({ id, kind }: Pick<Resource, "id" | "kind">, ruling: Named): string =>
  sha256(`["sagewarden/finding@1","${ruling.rule}","${kind}",${JSON.stringify(id)},${knownCause(ruling)}]`);
