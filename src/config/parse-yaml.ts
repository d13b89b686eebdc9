import { isMap, isNode, isPair, LineCounter, parseDocument, type Document } from "yaml";
import { Problem } from "../estate/problem.ts";

export type Place = { line: number; column: number };
export type Path = readonly (string | number)[];

/** A parsed file: its value, and where a path of it stands (the nearest thing above it, if it is not there). */
export type Parsed = { file: string; value: unknown; locate: (path: Path) => Place };

const sizeLimit = 2_000_000;

const refuse = (what: string, where: string, todo = "Correct the file there."): never => {
  throw new Problem({ code: "config-unreadable", what, where, todo });
};

const keyNode = (document: Document, path: Path): unknown => {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return document.getIn(path, true);
  const pair = parent.items.find((item) => isPair(item) && String(item.key) === String(path.at(-1)));
  return pair?.key;
};

const locator =
  (document: Document, lines: LineCounter) =>
  (path: Path): Place => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = keyNode(document, path.slice(0, length));
      if (isNode(node) && node.range) {
        const { line, col } = lines.linePos(node.range[0]);
        return { line, column: col };
      }
    }
    return { line: 1, column: 1 };
  };

const toValue = (document: Document, file: string): unknown => {
  try {
    return document.toJS({ maxAliasCount: 20 }) ?? {};
  } catch {
    return refuse("The configuration repeats itself through aliases (*name) without end.", file, "Write the values out.");
  }
};

/** Reads YAML or JSON. Refuses duplicate keys, unknown tags, several documents, and texts that unfold without bound. */
export const parseYaml = (text: string, file: string): Parsed => {
  if (text.length > sizeLimit)
    refuse(`The configuration has ${text.length} characters, more than ${sizeLimit}.`, file, "Is this the right file?");
  const lines = new LineCounter();
  const parse = (): Document => {
    try {
      return parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: "1.2", prettyErrors: false });
    } catch {
      return refuse("The configuration is nested too deeply to be read.", file);
    }
  };
  const document = parse();
  const [error] = [...document.errors, ...document.warnings];
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    refuse(`The configuration cannot be read: ${error.message}.`, `${file}:${line}:${col}`);
  }
  return { file, value: toValue(document, file), locate: locator(document, lines) };
};
