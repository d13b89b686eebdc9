import type { Context } from "./context.ts";
import { type Truth, truth } from "./truth.ts";

const any = Symbol("any text");
const one = Symbol("any character");
type Part = string | typeof any | typeof one;

/** How a pattern is to be taken: with wildcards or as plain text, with variables or without, and whether the case counts. */
export type Reading = { wildcards: boolean; variables: Context | null; caseless?: boolean };

const variable = /^\$\{([^}]*)\}/;
const wildcardNamed: Readonly<Record<string, string>> = { "*": "*", "?": "?", $: "$" };

/** `${name, 'otherwise'}` */
const splitDefault = (inside: string): { key: string; otherwise: string | undefined } => {
  const [, key = inside, otherwise] = /^([^,]*),\s*'([^']*)'\s*$/.exec(inside) ?? [];
  return { key: key.trim().toLowerCase(), otherwise };
};

/** `foreign`: it stands for something that the request cannot name. `open`: nobody knows what it stands for. */
type Parsed = { parts: Part[]; foreign: boolean; open: boolean };

const charactersOf = (text: string): string[] => text.split("");

const fillIn = (inside: string, context: Context, parsed: Parsed): void => {
  const plain = wildcardNamed[inside];
  if (plain !== undefined) return void parsed.parts.push(plain);
  const { key, otherwise } = splitDefault(inside);
  const said = context(key);
  if (typeof said === "object" && said.values.length === 1) return void parsed.parts.push(...charactersOf(said.values[0] ?? ""));
  if (said === "absent" && otherwise !== undefined) return void parsed.parts.push(...charactersOf(otherwise));
  if (said === "own") parsed.foreign = true;
  else parsed.open = true;
  parsed.parts.push(any);
};

const parsePattern = (pattern: string, { wildcards, variables }: Reading): Parsed => {
  const parsed: Parsed = { parts: [], foreign: false, open: false };
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    const [whole, inside] = variables && char === "$" ? (variable.exec(pattern.slice(at)) ?? []) : [];
    if (whole !== undefined && inside !== undefined && variables) {
      fillIn(inside, variables, parsed);
      at += whole.length - 1;
    } else if (wildcards && char === "*") parsed.parts.push(any);
    else parsed.parts.push(wildcards && char === "?" ? one : char);
  }
  return parsed;
};

/** Patterns without variables mean the same in every request, and are asked about again and again. */
const known = { cased: new Map<string, Parsed>(), caseless: new Map<string, Parsed>() };

/** So many are worth remembering: an account has not many more. */
const mostKnown = 20_000;

const fold = (value: string, { caseless }: Reading): string => (caseless ? value.toLowerCase() : value);

const folded = (parsed: Parsed, reading: Reading): Parsed =>
  reading.caseless ? { ...parsed, parts: parsed.parts.map((part) => (typeof part === "string" ? fold(part, reading) : part)) } : parsed;

const parse = (pattern: string, reading: Reading): Parsed => {
  if (!reading.wildcards || (reading.variables && pattern.includes("${"))) return folded(parsePattern(pattern, reading), reading);
  const alike = reading.caseless ? known.caseless : known.cased;
  const before = alike.get(pattern);
  if (before) return before;
  const found = folded(parsePattern(pattern, { ...reading, variables: null }), reading);
  if (alike.size >= mostKnown) alike.clear();
  alike.set(pattern, found);
  return found;
};

/** Goes back to the last `*` only, which is enough, and never takes longer than the product of the two lengths. */
const matchesParts = (parts: readonly Part[], text: string): boolean => {
  let part = 0;
  let at = 0;
  let star = -1;
  let from = 0;
  while (at < text.length) {
    const wanted = parts[part];
    if (wanted === any) {
      star = part;
      from = at;
      part += 1;
    } else if (wanted !== undefined && (wanted === one || wanted === text[at])) {
      part += 1;
      at += 1;
    } else if (star >= 0) {
      part = star + 1;
      from += 1;
      at = from;
    } else return false;
  }
  while (parts[part] === any) part++;
  return part === parts.length;
};

/** Whether a text is what a pattern of a policy means. */
export const matches = (pattern: string, text: string, reading: Reading): Truth => {
  if (reading.wildcards && pattern === "*") return "yes";
  const { parts, foreign, open } = parse(pattern, reading);
  const is = matchesParts(parts, fold(text, reading));
  if (!is || foreign) return "no";
  return open ? "perhaps" : truth(is);
};
