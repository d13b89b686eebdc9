import { type ElementList, type Field, type Leaf, type LeafList, placesOf, type Spelling } from "../src/kinds/field.ts";
import type { Kind, TagSource } from "../src/kinds/kind.ts";
import { iamAction, type Operation } from "../src/kinds/operation.ts";

const code = (text: string): string => `\`${text}\``;
const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

const typeOf = (field: Leaf | LeafList): string => {
  if (field.shape === "leaves") return "list of string";
  const type = field.values ? field.values.map((value) => code(String(value))).join(", ") : field.type;
  const { minimum, maximum } = field;
  const range = minimum === undefined ? [] : maximum === undefined ? [`at least ${minimum}`] : [`${minimum} to ${maximum}`];
  return `${[type, ...range].join(", ")}${field.nullable ? " or null" : ""}`;
};

const spelled = (spelling: Spelling | undefined): string => (spelling === undefined ? "–" : placesOf(spelling).map(code).join(", "));
const changes = { "in-place": "in place", "stop-first": "stop first", recreate: "re-create", "read-only": "set by AWS" } as const;

const leafRow = (name: string, field: Leaf | LeafList): string[] => {
  const notes =
    field.shape === "leaf" ? [field.runtime && "run time", field.secret && "secret"].filter((mark) => typeof mark === "string") : [];
  const fallback = field.shape === "leaf" && field.default !== undefined ? code(String(field.default)) : "";
  return [
    code(name),
    typeOf(field),
    fallback,
    spelled(field.api),
    spelled(field.terraform),
    spelled(field.cloudformation),
    changes[field.change],
    notes.join(", "),
  ];
};

const elementRows = (name: string, field: ElementList): string[][] => [
  [
    code(name),
    `list, named by ${code(field.key)}`,
    "",
    spelled(field.api),
    spelled(field.terraform),
    spelled(field.cloudformation),
    "",
    "",
  ],
  ...Object.entries(field.fields).map(([part, leaf]) => leafRow(`${name}[*].${part}`, leaf)),
];

const fieldRows = ([name, field]: [string, Field]): string[][] => {
  if (field.shape === "tags")
    return [[code(name), "map of string", "", code("Tags"), code("tags"), code("Tags"), changes[field.change], ""]];
  return field.shape === "elements" ? elementRows(name, field) : [leafRow(name, field)];
};

const operationsOf = (tags: TagSource): Operation[] => (tags.from === "operation" ? [tags.operation] : []);

const calls = (kind: Kind): [string, Operation][] => [
  ...(kind.list.within ? [["list of parents", kind.list.within.list.operation] satisfies [string, Operation]] : []),
  ["list", kind.list.operation],
  ...kind.describe.map(({ operation, optional }): [string, Operation] => [optional ? "describe, if there is one" : "describe", operation]),
  ...operationsOf(kind.tags).map((operation): [string, Operation] => ["tags", operation]),
];

const states = (kind: Kind): string => {
  if (!kind.states) return "It has no states: it exists or it does not.";
  const { field, running, billing, stoppable, terminal } = kind.states;
  const named = (names: readonly string[]): string => names.map(code).join(", ") || "none";
  return table(
    [`States (${code(field)})`, ""],
    [
      ["running", named(running)],
      ["billing", named(billing)],
      ["can be stopped", named(stoppable)],
      ["ended", named(terminal)],
    ],
  );
};

const verbs = (kind: Kind): string =>
  table(
    ["Verb", "Permission", "Type", "From", "Loses", "Keeps billing", "Undone by"],
    Object.entries(kind.verbs).map(([name, verb]) => [
      code(name),
      code(iamAction(verb.operation)),
      verb.type,
      verb.from.map(code).join(", ") || "any time",
      verb.loses,
      verb.keepsBilling,
      verb.undo ? code(verb.undo) : "–",
    ]),
  );

const relations = (kind: Kind): string =>
  table(
    ["Relation", "To", "Joined by"],
    Object.entries(kind.relations).map(([name, { to, many, on, through }]) => [
      code(name),
      many ? `all of ${code(to)}` : code(to),
      Object.entries(on)
        .map(([own, target]) => `${through ? `${through} in ` : ""}${code(own)} = ${code(target)}`)
        .join(", "),
    ]),
  );

const section = (kind: Kind): string[] => [
  `## ${kind.title}`,
  [
    `Kind ${code(kind.name)}`,
    kind.terraform ? `Terraform ${code(kind.terraform.type)}` : "not in Terraform",
    kind.cloudformation ? `CloudFormation ${code(kind.cloudformation.type)}` : "not in CloudFormation",
    `ARN ${code(`…:${kind.identity.template}`)}`,
    ...(kind.unchanging === "always" ? ["never changes once made"] : []),
  ].join(" · "),
  table(["Field", "Type", "Default", "API", "Terraform", "CloudFormation", "Changed", ""], Object.entries(kind.fields).flatMap(fieldRows)),
  ...(Object.keys(kind.relations).length > 0 ? [relations(kind)] : []),
  table(
    ["Call", "Operation", "Permission"],
    calls(kind).map(([what, operation]) => [what, code(operation.name), code(iamAction(operation))]),
  ),
  states(kind),
  ...(Object.keys(kind.verbs).length > 0 ? [verbs(kind)] : []),
];

/** The reference of the kinds, drawn from their data. */
export const kindsPage = (kinds: readonly Kind[]): string =>
  [
    "<!-- Generated from src/kinds by `npm run generate`. Do not edit. -->",
    "# Kinds",
    `What sagewarden knows of each kind of resource: ${kinds.length} of them. _Changed_ says how a field of an existing resource is mended: in place, in place once it is stopped, only by making it anew, or not at all. Fields marked _run time_ do not exist in infrastructure code; the values of _secret_ fields are never shown.`,
    ...kinds.flatMap(section),
    "",
  ].join("\n\n");
