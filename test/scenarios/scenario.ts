/**
 * A scenario is a whole run of the command line as text:
 *
 *     ====file sagewarden.yaml====     any number of files, by name
 *     ====command====                  a line of shell; `sagewarden` is the real one
 *     ====status====                   the exit code
 *     ====stdout====                   what must be there, line by line
 *     ====stderr====                   a stream that is not named must be empty
 *
 * In a stream, a line with nothing but `*` stands for any lines, and `{any}` for any text within a line. What comes before the first
 * section says what the scenario is about.
 */
export type Scenario = { about: string; files: Map<string, string>; command: string; status: number; stdout: string; stderr: string };

const header = /^====(.+)====$/;

export const parseScenario = (text: string): Scenario => {
  const about: string[] = [];
  const sections = new Map<string, string[]>();
  let current = about;
  for (const line of text.split("\n")) {
    const name = header.exec(line)?.[1];
    if (name === undefined) current.push(line);
    else {
      if (sections.has(name)) throw new Error(`two sections are called ${name}`);
      current = [];
      sections.set(name, current);
    }
  }
  const section = (name: string): string => (sections.get(name) ?? []).join("\n").replace(/\n+$/, "");
  const unknown = [...sections.keys()].find((name) => !/^(file .+|command|status|stdout|stderr)$/.test(name));
  if (unknown !== undefined) throw new Error(`there is no section ${unknown}`);
  if (section("command") === "" || section("status") === "") throw new Error("a scenario has a command and a status");
  const files = [...sections].filter(([name]) => name.startsWith("file "));
  return {
    about: about.join(" ").trim(),
    files: new Map(files.map(([name]) => [name.slice("file ".length), section(name)])),
    command: section("command"),
    status: Number(section("status")),
    stdout: section("stdout"),
    stderr: section("stderr"),
  };
};

const lineMatches = (pattern: string, line: string): boolean => {
  const parts = pattern.split("{any}");
  const [first = ""] = parts;
  if (parts.length === 1) return pattern === line;
  if (!line.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = line.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = parts.at(-1) ?? "";
  return line.length - last.length >= at && line.endsWith(last);
};

const linesMatch = (patterns: readonly string[], lines: readonly string[]): boolean => {
  const [pattern, ...restOfPatterns] = patterns;
  if (pattern === undefined) return lines.length === 0;
  if (pattern === "*") return lines.some((_, index) => linesMatch(restOfPatterns, lines.slice(index))) || linesMatch(restOfPatterns, []);
  const [line, ...restOfLines] = lines;
  return line !== undefined && lineMatches(pattern, line) && linesMatch(restOfPatterns, restOfLines);
};

const linesOf = (text: string): string[] => {
  const trimmed = text.replace(/\n+$/, "");
  return trimmed === "" ? [] : trimmed.split("\n");
};

/** Whether the stream is as the scenario says. */
export const streamMatches = (expected: string, actual: string): boolean => linesMatch(linesOf(expected), linesOf(actual));
