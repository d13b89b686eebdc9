import { type Static, Type } from "typebox";
import { canonical, sha256 } from "../estate/canonical.ts";
import type { Json } from "../estate/json.ts";
import type { VerbType } from "../kinds/kind.ts";

export const fixPlanFormat = "sagewarden/fix-plan@1";

const closed = { additionalProperties: false };
const text = Type.String();
const textOrNull = Type.Union([Type.String(), Type.Null()]);
const digest = Type.String({ pattern: "^[0-9a-f]{64}$" });
const instant = Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$", description: "RFC 3339, UTC" });

const values = Type.Record(Type.String(), Type.Unsafe<Json>({}));

const billsOn = Type.Object(
  {
    resources: Type.Array(Type.Object({ kind: text, count: Type.Integer({ minimum: 1 }), names: Type.Array(text) }, closed), {
      description: "With the first of their names",
    }),
    seenAll: Type.Boolean({ description: "false: not everything that can bill was looked at" }),
  },
  { ...closed, description: "What else of the same owner and project bills on" },
);

const reason = Type.Object({ finding: digest, rule: text, message: text }, closed);

export const fixItemSchema = Type.Object(
  {
    resource: Type.String({ description: "The id of the resource in the report" }),
    kind: text,
    name: text,
    arn: text,
    account: text,
    region: text,
    createdAt: text,
    project: textOrNull,
    user: textOrNull,
    key: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
      description: "The fields that name it within its account and region",
    }),
    verb: text,
    operation: Type.Object({ service: text, name: text }, closed),
    input: Type.Record(Type.String(), Type.Unsafe<Json>({})),
    type: Type.Unsafe<VerbType>({ type: "string", enum: ["reversible", "recreatable", "irreversible"] }),
    to: Type.Union([Type.String(), Type.Null()], { description: "The state that proves the act; null: it is gone, or has no states" }),
    sets: Type.Optional(Type.Record(Type.String(), Type.Unsafe<Json>({}), { description: "What the fields become that it changes" })),
    leaves: Type.Optional(Type.Array(text, { description: "What stays wrong all the same, since nobody says what to write, and why" })),
    loses: text,
    keepsBilling: text,
    billsOn: Type.Optional(billsOn),
    undo: textOrNull,
    because: Type.Array(reason, { description: "Each must still be so right before the act; none only where an act is taken back" }),
    expected: Type.Object(
      { state: textOrNull, modifiedAt: textOrNull, values: Type.Optional(values) },
      { ...closed, description: "The act is skipped unless this still holds" },
    ),
  },
  closed,
);

const refusal = Type.Object(
  {
    resource: text,
    kind: text,
    name: text,
    project: textOrNull,
    finding: Type.Union([digest, Type.Null()], { description: "null: it is about an act that was to be taken back" }),
    rule: textOrNull,
    verb: text,
    reason: text,
  },
  closed,
);

const byHand = Type.Object(
  { resource: text, kind: text, name: text, project: textOrNull, finding: digest, rule: text, message: text, steps: Type.Array(text) },
  { ...closed, description: "What cannot be changed in place: how to make it anew" },
);

const bound = Type.Object(
  {
    account: text,
    caller: Type.String({ description: "Whose right to act is asked for" }),
    looksAs: Type.String({ description: "The principal under which it is looked at" }),
    actsAs: Type.String({ description: "The principal under which acts are done" }),
  },
  { ...closed, description: "Whoever enters the account as somebody else does nothing there" },
);

const population = Type.Object({ kind: text, size: Type.Integer({ minimum: 0 }) }, closed);

export const fixPlanSchema = Type.Object(
  {
    format: Type.Literal(fixPlanFormat),
    createdAt: instant,
    expiresAt: instant,
    identity: Type.String({ description: "Who planned it, and alone may apply it" }),
    policies: Type.String({ description: "SHA-256 of the policies that judged" }),
    report: Type.String({ ...digest, description: "SHA-256 of the findings that it rests on" }),
    accounts: Type.Array(bound, { description: "Under whom each account is entered that it acts in" }),
    populations: Type.Array(population, { description: "How many of each kind the complete cells hold: what shares are counted of" }),
    undoes: Type.Union([digest, Type.Null()], { description: "The plan whose acts this one takes back" }),
    items: Type.Array(fixItemSchema),
    refused: Type.Array(refusal),
    byHand: Type.Array(byHand),
    hash: Type.String({ ...digest, description: "SHA-256 of everything else: what an approval names" }),
  },
  { ...closed, $schema: "https://json-schema.org/draft/2020-12/schema", title: "Sagewarden fix plan" },
);

export type FixPlan = Static<typeof fixPlanSchema>;
export type FixItem = Static<typeof fixItemSchema>;
export type BillsOn = Static<typeof billsOn>;
export type AccountBound = Static<typeof bound>;
export type Refusal = Static<typeof refusal>;
export type ByHand = Static<typeof byHand>;

/** What an approval is given for: every word of the plan but the hash itself. */
export const hashOf = (plan: FixPlan): string => sha256(canonical({ ...plan, hash: "" }));

/** Credentials of one role are renewed under many session names: the role is who acts. */
export const principalOf = (arn: string): string => arn.replace(/^(arn:[^:]*:sts::\d{12}:assumed-role\/[^/]+)\/.*$/, "$1");
