import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Kind, Verb } from "../src/kinds/kind.ts";
import { iamAction } from "../src/kinds/operation.ts";
import { kinds } from "../src/kinds/registry.ts";
import { mayBeDoneBy, rightsOfVerbs } from "../src/remediate/roles.ts";
import { type GeneratedFiles, generatorMain, root } from "./generated-files.ts";

const page = "docs/remediation.md";
const marks = { begin: "<!-- verbs: generated from src/kinds by `npm run generate` -->", end: "<!-- /verbs -->" };

const code = (text: string): string => `\`${text}\``;
const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

const whenOf = ({ from, makes, unless = {} }: Verb): string => {
  const states = makes ? "it is gone" : from.length === 0 ? "any time" : from.map(code).join(", ");
  const blocked = Object.entries(unless).map(([field, value]) => `not while ${code(field)} is ${code(String(value))}`);
  return [states, ...blocked].join("; ");
};

const whoOf = (name: string): string => {
  const right = rightsOfVerbs.get(name);
  return right === undefined ? "nobody" : mayBeDoneBy[right].join(", ");
};

const rowsOf = (kind: Kind): string[] =>
  Object.entries(kind.verbs).map(([name, verb]) =>
    row([
      code(kind.name),
      code(name),
      code(iamAction(verb.operation)),
      verb.type,
      whenOf(verb),
      whoOf(name),
      verb.loses,
      verb.keepsBilling,
      verb.undo === undefined ? "–" : code(verb.undo),
    ]),
  );

const table = (): string => {
  const head = ["Kind", "Verb", "By", "Type", "When", "Who may", "Lost", "Bills on", "Taken back by"];
  return [row(head), row(head.map(() => "---")), ...kinds.flatMap(rowsOf)].join("\n");
};

/** The page is written by hand but for its table. */
export const generateRemediation = (): GeneratedFiles => {
  const text = readFileSync(join(root, page), "utf8");
  const [before = "", rest] = text.split(marks.begin);
  const after = rest?.split(marks.end)[1];
  if (after === undefined) throw new Error(`${page} has lost the marks around its table`);
  return { [page]: `${before}${marks.begin}\n\n${table()}\n\n${marks.end}${after}` };
};

if (process.argv[1] === import.meta.filename) await generatorMain(generateRemediation);
