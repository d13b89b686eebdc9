/** One step into a module, with the key of its instance: `module.team["a.b"]`, `module.counted[0]`. */
export type ModuleStep = { name: string; key?: string | number };
type Mode = "managed" | "data" | "ephemeral";
export type Address = { modules: ModuleStep[]; mode: Mode; type: string; name: string; key?: string | number };

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
const identifier = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}-]*/uy;
const escaped = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))/y;

/** A cursor over one text; a step that does not fit says undefined and leaves it where it was. */
const cursorOver = (text: string) => {
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text) ?? undefined;
    if (found) at = pattern.lastIndex;
    return found;
  };
  const take = (literal: string): boolean => {
    if (!text.startsWith(literal, at)) return false;
    at += literal.length;
    return true;
  };
  const next = (): string => text[at++] ?? "";
  return { match, take, next, ended: () => at >= text.length };
};
type Cursor = ReturnType<typeof cursorOver>;

const codePoint = (hex: string): string | undefined => {
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
};

/** The rest of a quoted key, as HCL quotes it: `$${` and `%%{` stand for what would otherwise begin a template. */
const quoted = (cursor: Cursor): string | undefined => {
  let out = "";
  while (!cursor.ended()) {
    if (cursor.take('"')) return out;
    const escape = cursor.match(escaped);
    if (escape) {
      const hex = escape[1] ?? escape[2];
      const char = hex === undefined ? escapes[escape[3] ?? ""] : codePoint(hex);
      if (char === undefined) return undefined;
      out += char;
    } else if (cursor.take("\\")) return undefined;
    else if (cursor.take("$${")) out += "${";
    else if (cursor.take("%%{")) out += "%{";
    else out += cursor.next();
  }
  return undefined;
};

type Keyed = { key?: string | number };

const instanceKey = (cursor: Cursor): Keyed | undefined => {
  if (!cursor.take("[")) return {};
  const number = cursor.match(/(?:0|[1-9]\d{0,14})/y)?.[0];
  const key = number === undefined ? (cursor.take('"') ? quoted(cursor) : undefined) : Number(number);
  return key !== undefined && cursor.take("]") ? { key } : undefined;
};

const word = (cursor: Cursor): string | undefined => cursor.match(identifier)?.[0];

const moduleSteps = (cursor: Cursor): ModuleStep[] | undefined => {
  const steps: ModuleStep[] = [];
  while (cursor.take("module.")) {
    const name = word(cursor);
    const keyed = instanceKey(cursor);
    if (name === undefined || !keyed || !cursor.take(".")) return undefined;
    steps.push({ name, ...keyed });
  }
  return steps;
};

/** Parses the address of a resource; keys may hold dots, quotes, brackets and anything else, so it cannot be split. */
export const parseAddress = (text: string): Address | undefined => {
  const cursor = cursorOver(text);
  const modules = moduleSteps(cursor);
  const mode: Mode = cursor.take("data.") ? "data" : cursor.take("ephemeral.") ? "ephemeral" : "managed";
  const type = word(cursor);
  const name = cursor.take(".") ? word(cursor) : undefined;
  const keyed = instanceKey(cursor);
  if (!modules || type === undefined || name === undefined || !keyed || !cursor.ended()) return undefined;
  return { modules, mode, type, name, ...keyed };
};

const named: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };
const escapeChar = (char: string): string => named[char] ?? `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
const quote = (key: string): string => `"${key.replaceAll(/(\$|%)\{/g, "$1$1{").replaceAll(/["\\\p{Cc}]/gu, escapeChar)}"`;

const formatKey = ({ key }: Keyed): string => (key === undefined ? "" : `[${typeof key === "number" ? key : quote(key)}]`);

export const formatModules = (modules: readonly ModuleStep[]): string =>
  modules.map((step) => `module.${step.name}${formatKey(step)}.`).join("");

export const formatAddress = (address: Address): string =>
  `${formatModules(address.modules)}${address.mode === "managed" ? "" : `${address.mode}.`}${address.type}.${address.name}${formatKey(address)}`;
