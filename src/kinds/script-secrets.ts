import { givesSecret, secretShape } from "./secret-shapes.ts";

/** A comment tells no secret by its words, but a line that was only commented out still does. */
const isComment = (line: string): boolean => /^\s*#/.test(line) && !/^\s*#+\s*(?:export\s+)?\w+=\S/.test(line);

const isTold = (line: string): boolean => secretShape(line) !== undefined || (!isComment(line) && givesSecret(line));

/** What a line hands to `base64 -d`, as whoever runs it reads it. */
const unpacked = (line: string): readonly string[] =>
  /\bbase64\s+(?:-d|-D|--decode)\b/.test(line)
    ? (line.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? []).flatMap((packed) => Buffer.from(packed, "base64").toString("utf8").split("\n"))
    : [];

const holdsSecret = (line: string): boolean => isTold(line) || unpacked(line).some(isTold);

/** The lines of a script, comments and files within it included, on which a credential stands in clear. */
export const secretLines = (script: string): number[] => {
  const lines = script.split(/\r?\n/);
  const found = new Set(lines.flatMap((line, index) => (holdsSecret(line) ? [index + 1] : [])));
  // A command that goes on on the next line is one line.
  let start = 0;
  for (const [index, line] of lines.entries()) {
    if (/\\\s*$/.test(line)) continue;
    const isSeen = lines.slice(start, index + 1).some((_, nth) => found.has(start + nth + 1));
    const whole = lines
      .slice(start, index + 1)
      .join(" ")
      .replaceAll(/\\\s/g, " ");
    if (index > start && !isSeen && holdsSecret(whole)) found.add(start + 1);
    start = index + 1;
  }
  return [...found].sort((a, b) => a - b);
};
