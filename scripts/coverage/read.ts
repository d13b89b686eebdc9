import { checked, compile, read, yamlFiles } from "../rules/read-entries.ts";

export type CoverageRow = {
  id: string;
  about: string;
  peers?: string[];
  rules?: string[];
  kinds?: string[];
  verbs?: string[];
  commands?: string[];
  reports?: string[];
  tests?: string[];
  leftOut?: string;
  notYet?: string;
};
export type CoverageTable = { title: string; about: string; rows: CoverageRow[] };

const folder = "docs/coverage";

/** The tables in the order of their files' names, checked against their schema. */
export const readCoverage = (root: string): { file: string; table: CoverageTable }[] => {
  const accepts = compile<CoverageTable>(root, `${folder}/coverage.schema.json`);
  return yamlFiles(root, folder).map((file) => ({ file, table: checked(read(root, file), accepts) }));
};
