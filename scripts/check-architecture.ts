import { readdirSync } from "node:fs";
import type { ICruiseResult } from "dependency-cruiser";
import { cruiseParts } from "./cruise-parts.ts";

/** A rule for a folder that is not there holds nothing, and a folder without a rule may import what it likes. */
const unmatchedStages = async (): Promise<string[]> => {
  const { stageNames }: { stageNames: string[] } = await import(`${process.cwd()}/.dependency-cruiser.mjs`);
  const folders = readdirSync("src", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  return [
    ...folders
      .filter((name) => !stageNames.includes(name))
      .map((name) => `src/${name} has no line in the stages of .dependency-cruiser.mjs.`),
    ...stageNames
      .filter((name) => !folders.includes(name))
      .map((name) => `.dependency-cruiser.mjs has a stage ${name}, but there is no folder src/${name}.`),
  ];
};

const violations = ({ summary }: ICruiseResult): string[] => {
  const comments = new Map(summary.ruleSetUsed?.forbidden?.map(({ name, comment }) => [name, comment]));
  return summary.violations.map(({ rule, from, to, cycle }) => {
    const path = cycle ? [from, ...cycle.map(({ name }) => name)].join(" -> ") : from === to ? from : `${from} -> ${to}`;
    return `${rule.name}: ${path}\n  ${comments.get(rule.name) ?? ""}`;
  });
};

const result = await cruiseParts();
const seen = result.summary.totalCruised;
// Under another major of TypeScript, dependency-cruiser reads nothing and finds nothing wrong with it.
const blind =
  seen === 0 ? ["No module was seen: dependency-cruiser cannot read TypeScript here (it needs typescript 6), so no arrow is checked."] : [];
const faults = [...blind, ...(await unmatchedStages()), ...violations(result)];

for (const fault of faults) console.error(fault);
console.log(
  `${String(seen)} modules, ${String(result.summary.totalDependenciesCruised ?? 0)} imports, ${String(faults.length)} forbidden.`,
);
if (faults.length > 0) process.exitCode = 1;
