import { Problem } from "../../src/estate/problem.ts";
import type { Rule, RuleEntry } from "../../src/evaluate/rule.ts";
import { checkSyntax } from "./check-syntax.ts";
import { deriveReads } from "./derive-reads.ts";
import type { World } from "./input-schema.ts";
import { namesOf, placeOf } from "./paths.ts";
import { readsOn } from "./parts.ts";
import { policyFile } from "./policy-file.ts";
import { readSyntax, type Syntax } from "./syntax.ts";

/** A rule's reads must lead somewhere on every kind that it is asked of, and a list must be narrowed. */
const checkReads = (rule: Rule, world: World): void => {
  for (const kind of rule.kinds) {
    if (!world.kinds.has(kind))
      throw new Problem({
        code: "catalogue-invalid",
        what: `There is no kind "${kind}".`,
        where: rule.id,
        todo: "Correct `kinds` in the entry.",
      });
    for (const read of rule.partReads?.[kind] ?? rule.reads) {
      const place = placeOf(kind, namesOf(read), world);
      const wrong =
        place === undefined
          ? `reads ${read}, which no ${kind} has`
          : isBareList(place, read)
            ? `reads the list ${read} as a whole`
            : undefined;
      if (wrong === undefined) continue;
      const todo = place === undefined ? "Correct the path." : `Say in \`lists\` how: ${read}[*]... or ${read}[all]...`;
      throw new Problem({ code: "catalogue-invalid", what: `The rule ${rule.id} ${wrong}.`, where: policyFile(rule), todo });
    }
  }
};

const isBareList = (place: NonNullable<ReturnType<typeof placeOf>>, read: string): boolean =>
  "field" in place &&
  (place.field.shape === "elements" || place.field.shape === "leaves") &&
  !read.endsWith("]") &&
  !namesOf(read).includes("has");

const emits = ({ defines }: Syntax): Rule["emits"] => ({
  deny: defines.includes("deny"),
  skip: defines.includes("skip"),
  settled: defines.includes("settled"),
  unsure: defines.includes("unsure"),
});

/** What is not sure of one element would be lost among what the others say, and silence is a pass. */
const checkElements = (entry: RuleEntry, { defines }: Syntax): void => {
  if (entry.parts === undefined || !defines.includes("unsure")) return;
  throw new Problem({
    code: "catalogue-invalid",
    what: `The rule ${entry.id} is asked of the elements of a list, and says \`unsure\`, which is said of a whole resource only.`,
    where: policyFile(entry),
    todo: "Ask it of the resource, or leave what it is not sure of unknown.",
  });
};

/** The entry with what its policy tells about itself. */
export const deriveRule = (entry: RuleEntry, world: World, cwd: string): Rule => {
  const syntax = readSyntax(policyFile(entry), cwd);
  checkSyntax(entry, syntax, world);
  checkElements(entry, syntax);
  const reads = deriveReads(entry, syntax, cwd);
  const partReads = Object.keys(entry.parts ?? {}).map((kind) => [
    kind,
    [...new Set(reads.flatMap((read) => readsOn(entry, kind, read, world)))].sort(),
  ]);
  const rule: Rule = {
    ...entry,
    reads,
    ...(partReads.length === 0 ? {} : { partReads: Object.fromEntries(partReads) }),
    emits: emits(syntax),
  };
  checkReads(rule, world);
  return rule;
};
