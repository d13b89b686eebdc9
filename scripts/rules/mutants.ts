/** A policy with one thing changed. */
export type Mutant = { text: string; line: number; what: string; from: string; to: string };

type Change = { what: string; pattern: RegExp; to: (found: string) => string[] };

const changes: readonly Change[] = [
  { what: "comparison", pattern: /(?<=\s)(==|!=|<=|>=|<|>)(?=\s)/g, to: (found) => opposites[found] ?? [] },
  { what: "negation", pattern: /\bnot\s+/g, to: () => [""] },
  { what: "truth", pattern: /\b(true|false)\b/g, to: (found) => [found === "true" ? "false" : "true"] },
  { what: "number", pattern: /(?<![\w".-])\d+(?![\w".])/g, to: (found) => [String(Number(found) + 1)] },
  { what: "text", pattern: /"[^"\\]*"/g, to: (found) => [found === '""' ? '"?"' : `"${found.slice(1, -1)}?"`] },
];

const opposites: Readonly<Record<string, string[]>> = {
  "==": ["!="],
  "!=": ["=="],
  "<": ["<=", ">"],
  "<=": ["<", ">"],
  ">": [">=", "<"],
  ">=": [">", "<"],
};

/** A head says where a finding points, and a name is no constant: only what decides is changed. */
const headEnd = (line: string): number => /^(deny|skip|settled|unsure)\b.*?\bif\b/.exec(line)?.[0].length ?? 0;
const isFixed = (line: string): boolean =>
  /^(package|import|#)/.test(line.trim()) || (/^deny contains .*\{?$/.test(line) && !/\bif\b/.test(line));

/** A text that names a field (`has["x"]`) is changed as a constant too: then nothing is read. */
export const mutantsOf = (policy: string): Mutant[] => {
  const lines = policy.split("\n");
  return lines.flatMap((line, index) => {
    if (isFixed(line)) return [];
    const start = headEnd(line);
    return changes.flatMap(({ what, pattern, to }) =>
      [...line.slice(start).matchAll(pattern)].flatMap((match) => {
        const [found] = match;
        const at = start + match.index;
        return to(found).map((changed): Mutant => {
          const mutated = line.slice(0, at) + changed + line.slice(at + found.length);
          return { text: lines.with(index, mutated).join("\n"), line: index + 1, what, from: line.trim(), to: mutated.trim() };
        });
      }),
    );
  });
};
