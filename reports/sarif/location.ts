import type { Position } from "../../src/estate/estate.ts";

export type PhysicalLocation = {
  artifactLocation: { uri: string };
  region: { startLine: number; startColumn: number; endLine: number; endColumn: number };
};

/**
 * A path as a relative URI below the repository's root: no scheme, no host, no climbing out, every segment percent-encoded.
 * Plans come from outside, and viewers follow what they are given.
 */
export const relativeUri = (path: string): string => {
  const kept: string[] = [];
  for (const segment of path.toWellFormed().split(/[/\\]+/)) {
    if (segment === "..") kept.pop();
    else if (segment !== "." && segment !== "")
      kept.push(encodeURIComponent(segment).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`));
  }
  return kept.length > 0 ? kept.join("/") : "unnamed";
};

export const ofPosition = ({ file, line, column, endLine }: Position): PhysicalLocation => {
  const last = Math.max(line, endLine ?? line);
  return {
    artifactLocation: { uri: relativeUri(file) },
    region: { startLine: line, startColumn: column, endLine: last, endColumn: last === line ? column + 1 : 1 },
  };
};

export const ofLine = (path: string, line: { number: number; length: number }): PhysicalLocation => ({
  artifactLocation: { uri: relativeUri(path) },
  region: { startLine: line.number, startColumn: 1, endLine: line.number, endColumn: line.length + 1 },
});
