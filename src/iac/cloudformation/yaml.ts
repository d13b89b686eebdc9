import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { Problem } from "../../estate/problem.ts";
import type { JsonPath } from "../../estate/strict-json.ts";
import { lineIndex } from "../line-index.ts";
import { longForm, shortForms } from "./short-form.ts";
import { type YamlPart, yamlParts } from "./yaml-parts.ts";

/** CloudFormation itself takes a megabyte. */
const largest = 16 * 1024 * 1024;
/** What walks the document may then use the stack. */
const deepest = 200;

type Source = { file: string; todo: string; seen: (path: JsonPath, start: number, end: number) => void };
type Reader = Source & {
  text: string;
  /** Where the part of the text begins that is read. */
  offset: number;
  path: (string | number)[];
  /** What each anchor stands for, as far as the text was read. */
  anchors: Map<string, Json>;
};

const refuse = ({ file, todo, text }: Pick<Reader, "file" | "todo" | "text">, code: string, what: string, at: number): Problem => {
  const { line, column } = lineIndex(text)(at);
  return new Problem({ code, what, where: `${file}, line ${line}, column ${column}`, todo });
};

/** The parser's own words quote the text around the fault, which may hold a secret. */
const faults: Readonly<Record<string, string>> = {
  BAD_INDENT: "this line is indented unlike those that it belongs to",
  TAB_AS_INDENT: "lines are indented by spaces, never by tabs",
  MISSING_CHAR: "a bracket, a quote or a colon is missing",
  MULTILINE_IMPLICIT_KEY: "a key goes over the end of its line; a colon may be missing",
  BLOCK_AS_IMPLICIT_KEY: "a second key stands on the same line",
  BAD_ALIAS: "an alias names no anchor",
  MULTIPLE_DOCS: "there is more than one document in it",
};

const parse = (text: string, source: Source): Document.Parsed => {
  const written = new Set(text.match(/![A-Za-z]+/g));
  try {
    return parseDocument(text, {
      version: "1.1",
      // Checked while it is walked: the parser compares each key with all before it.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "error",
      // CloudFormation does without these, and takes a date for the text that it is.
      customTags: (tags) => [
        ...tags.filter((tag) => typeof tag === "string" || !/:(?:binary|omap|pairs|set|timestamp)$/.test(tag.tag)),
        // Each text is held against all of them.
        ...shortForms.filter(({ tag }) => written.has(tag)),
      ],
    });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Problem({ code: "yaml-too-deep", what: "The YAML is nested too deep.", where: source.file, todo: source.todo }, { cause });
  }
};

/** A number or a switch that is written in a way of its own (`012`, `1:30`) stays the text that it is. */
const plainOf = ({ value, source }: Scalar.Parsed): Json => {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  return typeof value === "number" && String(value) === source ? value : source;
};

const offsetOf = ({ offset }: Reader, node: ParsedNode | null): number => offset + (node?.range[0] ?? 0);

const keyOf = (reader: Reader, key: ParsedNode): string => {
  if (isScalar(key)) return String(key.source || key.value);
  throw refuse(reader, "yaml-key", "A key of a template is a text.", offsetOf(reader, key));
};

/** `<<` lays what is written here over what it names. */
const merge = (object: JsonObject, below: Json): void => {
  for (const part of Array.isArray(below) ? below : [below])
    if (isObject(part)) for (const [key, value] of Object.entries(part)) if (!Object.hasOwn(object, key)) object[key] = value;
};

// No prototype: a key may be `__proto__`, and is then a key like any other.
const readMap = (reader: Reader, map: YAMLMap.Parsed, object: JsonObject = { __proto__: null }): JsonObject => {
  const merged: Json[] = [];
  for (const { key, value } of map.items) {
    const name = keyOf(reader, key);
    if (name === "<<") {
      merged.push(readNode(reader, value));
      continue;
    }
    if (name in object)
      throw refuse(
        reader,
        "yaml-duplicate-key",
        `The key ${JSON.stringify(name.slice(0, 80))} stands here for the second time.`,
        offsetOf(reader, key),
      );
    reader.path.push(name);
    object[name] = readNode(reader, value);
    reader.seen(reader.path, offsetOf(reader, key), reader.offset + (value ?? key).range[1]);
    reader.path.pop();
  }
  for (const below of merged) merge(object, below);
  return object;
};

const readList = (reader: Reader, list: YAMLSeq.Parsed): Json[] =>
  list.items.map((item, index) => {
    reader.path.push(index);
    const value = readNode(reader, item);
    reader.seen(reader.path, offsetOf(reader, item), reader.offset + item.range[1]);
    reader.path.pop();
    return value;
  });

const readAlias = (reader: Reader, name: string, at: number): Json => {
  const value = reader.anchors.get(name);
  if (value === undefined)
    throw refuse(reader, "yaml-alias", "An alias names no anchor before it, or one that it is itself a part of.", at);
  return value;
};

function readNode(reader: Reader, node: ParsedNode | null): Json {
  if (node === null) return null;
  if (reader.path.length > deepest)
    throw refuse(reader, "yaml-too-deep", `The YAML is nested more than ${deepest} deep.`, offsetOf(reader, node));
  if (isAlias(node)) return readAlias(reader, node.source, offsetOf(reader, node));
  const plain = isMap(node) ? readMap(reader, node) : isSeq(node) ? readList(reader, node) : plainOf(node);
  const value = longForm(node.tag, plain);
  if (node.anchor !== undefined) reader.anchors.set(node.anchor, value);
  return value;
}

const readWhole = (text: string, source: Source): Json => {
  const document = parse(text, source);
  const [fault] = document.errors;
  if (fault) {
    const why = faults[fault.code];
    throw refuse({ ...source, text }, "yaml-malformed", `This is not YAML${why === undefined ? "" : `: ${why}`}.`, fault.pos[0]);
  }
  return readNode({ ...source, text, offset: 0, path: [], anchors: new Map() }, document.contents);
};

/** Part after part; undefined where one of them is none, of which the whole will tell what is wrong and where. */
const readParts = (text: string, source: Source, parts: readonly YamlPart[]): Json | undefined => {
  const whole: JsonObject = { __proto__: null };
  for (const { start, end, above } of parts) {
    const holder = above.reduce<Json | undefined>((at, name) => (isObject(at) ? at[name] : undefined), whole);
    const { errors, contents } = parse(text.slice(start, end), source);
    if (!isObject(holder) || errors.length > 0 || !isMap(contents) || contents.tag?.startsWith("!") === true) return undefined;
    try {
      readMap({ ...source, text, offset: start, path: [...above], anchors: new Map() }, contents, holder);
    } catch (thrown) {
      if (thrown instanceof Problem) return undefined;
      throw thrown;
    }
  }
  return whole;
};

const partLength = 256 * 1024;

/** Reads the YAML of a template, with CloudFormation's short tags; refuses what a parser would pass over in silence. */
export const readYaml = (text: string, source: Source, least = partLength): Json => {
  if (text.trim() === "") throw new Problem({ code: "yaml-empty", what: "The file is empty.", where: source.file, todo: source.todo });
  if (text.length > largest) {
    const what = `This YAML has ${Math.round(text.length / 1024 / 1024)} MB, and at most 16 MB can be read.`;
    throw new Problem({ code: "yaml-too-large", what, where: source.file, todo: "CloudFormation takes one MB: split it into stacks." });
  }
  const parts = yamlParts(text, least);
  return (parts && readParts(text, source, parts)) ?? readWhole(text, source);
};
