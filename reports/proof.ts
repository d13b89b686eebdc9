import type { Finding } from "../src/findings/report.ts";
import { factsInWords } from "./fact.ts";

const isFactOf = (finding: Finding, key: string): boolean =>
  key.startsWith("facts.") && Object.hasOwn(finding.facts, key.slice("facts.".length));

/** What convicts, piece by piece: the values that were seen, then derived facts in words, which say more than their bare numbers. */
export const proofOf = (finding: Finding): string[] => [
  ...finding.evidence.filter(({ key }) => !isFactOf(finding, key)).map(({ key, value }) => `${key} = ${value}`),
  ...factsInWords(finding.facts).map(([label, value]) => `${label} ${value}`),
];
