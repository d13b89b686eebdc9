import type { Finding } from "../src/findings/report.ts";
import { factsInWords } from "./fact.ts";

const isFactOf = (finding: Finding, key: string): boolean =>
  key.startsWith("facts.") && Object.hasOwn(finding.facts, key.slice("facts.".length));

/** The evidence without what the facts already say in words. */
export const seenOf = (finding: Finding): Finding["evidence"] => finding.evidence.filter(({ key }) => !isFactOf(finding, key));

/** What convicts, piece by piece: the values that were seen, then derived facts in words, which say more than their bare numbers. */
export const proofOf = (finding: Finding): string[] => [
  ...seenOf(finding).map(({ key, value }) => `${key} = ${value}`),
  ...factsInWords(finding.facts).map(([label, value]) => `${label} ${value}`),
];
