import { type Static, Type } from "typebox";
import type { Json } from "../estate/json.ts";
import { severities, unknownModes } from "./choices.ts";

/** What sagewarden.yaml may say. The published JSON Schema is written from this; the descriptions are what an editor shows. */
const word = (description: string) => Type.String({ minLength: 1, maxLength: 256, description });
const words = (description: string) => Type.Array(word("A name."), { description, maxItems: 10_000, uniqueItems: true });
const oneOf = <const Word extends string>(choices: readonly Word[], description: string) =>
  Type.Unsafe<Word>({ type: "string", enum: choices, description });
const closed = { additionalProperties: false };

const stop = Type.Object(
  {
    at: Type.String({
      pattern: "^([01]\\d|2[0-3]):[0-5]\\d$",
      description: "The daily stop time on the wall clock of timeZone, as HH:MM.",
    }),
    timeZone: word("An IANA time zone, as Europe/Berlin or UTC."),
    grace: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1440, description: "Minutes that a notebook may run on after the stop time. Default 0." }),
    ),
    every: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1440,
        description: "Minutes between two runs of the stop workflow: stopping happens at its next run. Default 60.",
      }),
    ),
  },
  { ...closed, description: "A daily stop time: all that runs since before it is overdue once the next stop workflow should have run." },
);

const project = Type.Object(
  {
    owner: word("The user who owns the project, as the user tag says it."),
    members: Type.Optional(words("The users of the project. The owner is always one.")),
    stop: Type.Optional(stop),
  },
  closed,
);

const rule = Type.Object(
  {
    enabled: Type.Optional(Type.Boolean({ description: "false: the rule is not judged." })),
    severity: Type.Optional(oneOf(severities, "In place of the rule's own severity.")),
    parameters: Type.Optional(
      Type.Record(Type.String(), Type.Unsafe<Json>({}), {
        description: "In place of the rule's and the profile's values; see `rules show`.",
      }),
    ),
  },
  closed,
);

const exception = Type.Object(
  {
    id: Type.Optional(word("A name for it in reports. Default: made from what it says.")),
    rule: Type.Optional(word("The rule that it lifts.")),
    finding: Type.Optional(word("The fingerprint of the one finding that it lifts.")),
    resource: Type.Optional(word("A pattern with * for the resource's id, ARN or name; it must match the whole.")),
    kind: Type.Optional(word("Only resources of this kind.")),
    account: Type.Optional(Type.String({ pattern: "^\\d{12}$", description: "Only resources of this account, in quotes." })),
    region: Type.Optional(word("Only resources of this region.")),
    tags: Type.Optional(Type.Record(Type.String(), Type.String(), { description: "Only resources with these tags." })),
    reason: word("Why this is accepted."),
    owner: word("Who answers for it."),
    expires: word("The date or instant (RFC 3339) from which on it covers nothing, as 2027-03-31."),
  },
  { ...closed, description: "Accepts what a rule (or one finding) says, for a reason, by an owner, until a day." },
);

const standingApproval = Type.Object(
  {
    verbs: words("What may be done unattended, as stop."),
    kinds: words("To resources of which kinds."),
    projects: words("Of which projects."),
    maxActs: Type.Integer({ minimum: 0, description: "How many acts one run may do; 0 means none." }),
    approvedBy: word("Who approved it."),
    expires: word("The date or instant (RFC 3339) from which on it allows nothing."),
  },
  { ...closed, description: "What `stop --apply` may do without anyone looking." },
);

const remediation = Type.Object(
  {
    maxActs: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, description: "How many acts one plan may hold; 0 means none." })),
    maxPercent: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 100,
        description: "How many of the resources of a kind one plan may act on, in percent; 0 means none.",
      }),
    ),
    standingApproval: Type.Optional(standingApproval),
  },
  closed,
);

export const settingsSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: "Where this schema is, for editors." })),
    profile: Type.Optional(word("Which rules are judged, with which parameters: baseline, or mlspace for projects on that platform.")),
    regions: Type.Optional(words("The regions of a live scan. Default: the one that AWS's own configuration names.")),
    projects: Type.Optional(
      Type.Record(Type.String(), project, {
        description: "Every project by the value of its project tag: the only source of projects and people.",
      }),
    ),
    administrators: Type.Optional(words("Users who may stop, update and delete the notebooks of every project.")),
    stop: Type.Optional(stop),
    rules: Type.Optional(Type.Record(Type.String(), rule, { description: "Changes to single rules, by id." })),
    exceptions: Type.Optional(Type.Array(exception, { maxItems: 10_000 })),
    failOn: Type.Optional(oneOf(severities, "The lowest severity whose findings end in exit code 1.")),
    allowIncomplete: Type.Optional(words("Coverage cells (account/region/kind/phase, with *) whose gaps do not end in exit code 3.")),
    unknown: Type.Optional(
      oneOf(
        unknownModes,
        "Whether verdicts that could not be reached end in exit code 3. Default: fail; in check, values known only after apply are a warning.",
      ),
    ),
    remediation: Type.Optional(remediation),
  },
  {
    ...closed,
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "sagewarden.yaml",
    description: "The configuration of sagewarden.",
  },
);

export type Settings = Static<typeof settingsSchema>;
export type StopSettings = Static<typeof stop>;
export type ProjectSettings = Static<typeof project>;
export type ExceptionSettings = Static<typeof exception>;
