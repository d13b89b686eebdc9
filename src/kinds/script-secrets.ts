import { givesSecret, secretShape } from "./secret-shapes.ts";

const isComment = (line: string): boolean => /^\s*#/.test(line);

const holdsSecret = (line: string): boolean => secretShape(line) !== undefined || (!isComment(line) && givesSecret(line));

/** The lines of a script, comments and files within it included, on which a credential stands in clear. */
export const secretLines = (script: string): number[] =>
  script.split(/\r?\n/).flatMap((line, index) => (holdsSecret(line) ? [index + 1] : []));
