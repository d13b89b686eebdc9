import type { JsonObject } from "../../src/estate/json.ts";
import { Problem } from "../../src/estate/problem.ts";
import type { RuleEntry } from "../../src/evaluate/rule.ts";
import type { World } from "./input-schema.ts";
import { placeOf } from "./paths.ts";
import { placesOn } from "./parts.ts";
import { policyFile } from "./policy-file.ts";
import { type Call, pathOf, type Syntax } from "./syntax.ts";

type Complaint = { what: string; todo: string };

const isWhole = (operand: JsonObject | undefined): boolean => pathOf(operand).join(".") === "resource";

/** Where a value is unknown these hold, and a rule would fail what it could not read (policies/README.md). */
const firesOnUnknown = ({ operator, operands }: Call): boolean => ["", "eq", "equal"].includes(operator) || operands.some(isWhole);

const forbidden = (syntax: Syntax): Complaint[] => [
  ...(syntax.calls.some(({ operator }) => operator === "object.get")
    ? [
        {
          what: "The rule uses object.get, which takes an unknown value for an absent one.",
          todo: "Write `== null`, or ask `resource.has`.",
        },
      ]
    : []),
  ...(syntax.comprehensions.length > 0
    ? [
        {
          what: "The rule has a comprehension, which is empty where a list is unknown.",
          todo: "Use `some` or `every`, or a function of policies/lib.",
        },
      ]
    : []),
  ...(syntax.negated.some(firesOnUnknown)
    ? [
        {
          what: "The rule negates what is also not so when it is unknown.",
          todo: "Say what must be so instead: `!=`, `== false`, `== null`.",
        },
      ]
    : []),
];

/** A literal that the field can never hold makes a comparison that is never true, and so a silent pass. */
const wrongLiterals = (rule: RuleEntry, { comparisons }: Syntax, world: World): Complaint[] =>
  comparisons.flatMap(({ path: [root, ...path], literals }) => {
    if (root !== "resource") return [];
    return rule.kinds.flatMap((kind) =>
      placesOn(rule, kind, path, world).flatMap((at) => {
        const place = placeOf(kind, at, world);
        if (!place || !("field" in place) || place.field.shape !== "leaf" || !place.field.values) return [];
        const { values } = place.field;
        return literals
          .filter((literal) => !values.includes(literal))
          .map((literal) => ({
            what: `${path.join(".")} of a ${kind} is never "${literal}".`,
            todo: `It is one of ${values.map((value) => JSON.stringify(value)).join(", ")}.`,
          }));
      }),
    );
  });

/** What is denied must lead to a field or a tag: evidence, fingerprints and messages rest on it. */
const wrongEvidence = (rule: RuleEntry, { denied }: Syntax, world: World): Complaint[] =>
  denied.flatMap((steps) => {
    const path = steps.filter((step) => step !== null);
    return rule.kinds.flatMap((kind) => {
      const leads = placesOn(rule, kind, path, world).every((at) => {
        const place = placeOf(kind, at, world);
        // Of an element, only the element convicts.
        return place !== undefined && ("field" in place || "tag" in place) && (rule.parts?.[kind] === undefined || at.length > path.length);
      });
      return leads ? [] : [{ what: `The rule denies ${path.join(".")}, which no ${kind} has.`, todo: "Name the field that is wrong." }];
    });
  });

const nothingDenied = ({ denied }: Syntax): Complaint[] =>
  denied.length > 0 ? [] : [{ what: "The rule denies nothing.", todo: 'Write `deny contains ["field"] if ...`.' }];

/** What OPA does not check: constructs that mistake the unknown, words that no field holds, evidence that leads nowhere. */
export const checkSyntax = (rule: RuleEntry, syntax: Syntax, world: World): void => {
  const complaints = [
    ...nothingDenied(syntax),
    ...forbidden(syntax),
    ...wrongLiterals(rule, syntax, world),
    ...wrongEvidence(rule, syntax, world),
  ];
  const [first] = complaints;
  if (first) throw new Problem({ code: "policy-invalid", ...first, where: policyFile(rule) });
};
