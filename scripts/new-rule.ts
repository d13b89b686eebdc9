import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { didYouMean } from "../src/estate/closest.ts";
import { Problem } from "../src/estate/problem.ts";
import { kindNamed, kinds } from "../src/kinds/registry.ts";
import type { Kind } from "../src/kinds/kind.ts";
import { root } from "./generated-files.ts";
import { entryFile, oracleFile, policyFile } from "./rules/policy-file.ts";

type Draft = { family: string; id: string; kind: Kind };

/** A field that may be absent, and one beside it: the draft asks for the first, and its examples differ in it alone. */
const draftFields = ({ name, fields }: Kind): { asked: string; neighbour: string } => {
  const optional = Object.entries(fields).flatMap(([field, one]) =>
    one.shape === "leaf" && one.type === "string" && one.nullable && !one.values && !one.runtime ? [field] : [],
  );
  const [asked = "kmsKeyId", neighbour = asked] = [
    ...optional.filter((field) => field.includes("kms")),
    ...optional.filter((field) => !field.includes("kms")),
  ];
  if (optional.length < 2)
    throw new Problem({
      code: "usage",
      what: `A ${name} has too few optional fields to draft a rule from.`,
      todo: "Name another kind, and change it in the draft.",
    });
  return { asked, neighbour };
};

const entry = ({ family, id, kind }: Draft): string => {
  const { asked, neighbour } = draftFields(kind);
  const example = (title: string, verdict: string, rest: string): string =>
    `  - title: ${title}\n    verdict: ${verdict}\n    resources: [{ kind: ${kind.name}, ${rest} }]`;
  return `# yaml-language-server: $schema=../rule.schema.json
id: ${id}
title: Fill in what should be so, as a sentence
family: ${family}
kinds: [${kind.name}]
severity: medium
message: "{name} is wrong: fill in what is."
why: >-
  Fill in what can go wrong, for somebody who has never thought about it, and why it is worth the trouble of changing it.
fix:
  console: Fill in where to click.
  cli: Fill in what to type.
  terraform: Fill in what to write.
  cloudformation: Fill in what to write.
fixable: recreate
examples:
${example("It is there, its neighbour is not", "pass", `config: { ${asked}: something, ${neighbour}: null }`)}
${example("Neither is there", "fail", `config: { ${asked}: null, ${neighbour}: null }`)}
${example("It could not be read", "unknown", `unknown: { /${asked}: denied }`)}
`;
};

const policy = ({ id, kind }: Draft): string => {
  const { asked } = draftFields(kind);
  return `package sagewarden.rules["${id}"]

import input.resource

deny contains ["${asked}"] if resource.has.${asked} == false
`;
};

const oracle = ({ kind }: Draft): string => `import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => failIf(valueOf(resource, "${draftFields(kind).asked}") === null);

export default oracle;
`;

const usage = (what: string, todo = "Use: npm run new:rule FAMILY ID [KIND]"): never => {
  throw new Problem({ code: "usage", what, todo });
};

const readDraft = ([family, id, kindName = "notebook-instance", ...more]: readonly string[]): Draft => {
  if (family === undefined || id === undefined || more.length > 0) return usage("A new rule needs a family and an id.");
  for (const name of [family, id])
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) usage(`"${name}" is no name: small letters, digits and single hyphens are.`);
  const kind = kindNamed(kindName);
  if (!kind)
    return usage(
      `There is no kind "${kindName}".`,
      didYouMean(
        kindName,
        kinds.map(({ name }) => name),
      ).trim() || "docs/kinds.md lists them.",
    );
  return { family, id, kind };
};

/** The three files of a rule that builds and passes, and whose words the tests refuse until somebody writes them. */
export const draftRule = (draft: Draft): Record<string, string> => ({
  [entryFile(draft)]: entry(draft),
  [policyFile(draft)]: policy(draft),
  [oracleFile(draft)]: oracle(draft),
});

/** `npm run new:rule FAMILY ID [KIND]` writes the three files, and overwrites none. */
const main = (args: readonly string[]): void => {
  const files = draftRule(readDraft(args));
  for (const file of Object.keys(files)) if (existsSync(join(root, file))) usage(`${file} is there already.`, "Choose another id.");
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    process.stdout.write(`wrote ${file}\n`);
  }
  process.stdout.write("Next: write them, then `npm run rules:build` and `npm test`.\n");
};

if (process.argv[1] === import.meta.filename) {
  try {
    main(process.argv.slice(2));
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    process.exitCode = 2;
  }
}
