import type { RuleEntry } from "../../src/evaluate/rule.ts";

type Named = Pick<RuleEntry, "id" | "family">;

/** The three files of a rule, by one stem. */
export const entryFile = ({ family, id }: Named): string => `rules/${family}/${id}.yaml`;
export const policyFile = ({ family, id }: Named): string => `policies/${family}/${id.replaceAll("-", "_")}.rego`;
export const oracleFile = ({ id }: Named): string => `test/oracles/${id}.ts`;
