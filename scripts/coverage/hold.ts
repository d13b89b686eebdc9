import { didYouMean } from "../../src/estate/closest.ts";
import { Problem } from "../../src/estate/problem.ts";
import type { CoverageRow, CoverageTable } from "./read.ts";

const holders = ["rules", "kinds", "verbs", "commands", "reports", "tests"] as const;

/** All names that there are: of rules, kinds, verbs of kinds, commands, formats of reports, files of tests. */
export type Known = Record<(typeof holders)[number], readonly string[]>;

const complain = (file: string, { id, about }: CoverageRow, what: string, todo: string): never => {
  throw new Problem({ code: "coverage-invalid", what: `${id} (${about}): ${what}`, where: file, todo });
};

/** Refuses a table that names what there is not. That each row has a name or a reason, its schema sees to. */
export const hold = (file: string, { rows }: CoverageTable, known: Known): void => {
  for (const row of rows)
    for (const holder of holders)
      for (const name of row[holder] ?? [])
        if (!known[holder].includes(name))
          complain(file, row, `There is no "${name}" among the ${holder}.`, didYouMean(name, known[holder]).trim() || "Correct the name.");
};
