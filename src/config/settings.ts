import { type Static, Type } from "typebox";
import type { Json } from "../estate/json.ts";
import { account, organization, regionNames } from "./account-settings.ts";
import { overrides, severities, unknownModes } from "./choices.ts";
import { awsRoles, identities, remediation } from "./remediation-settings.ts";
import { closed, oneOf, word, words } from "./setting-types.ts";

/** What sagewarden.yaml may say. The published JSON Schema is written from this; the descriptions are what an editor shows. */

const wallTime = (description: string) => Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", description });
const hours = (description: string) => Type.Number({ exclusiveMinimum: 0, maximum: 8784, description });
const date = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "A date, as 2026-12-25." });

const stopTime = {
  at: Type.Optional(wallTime("The daily stop time on the wall clock of timeZone, as HH:MM.")),
  timeZone: Type.Optional(word("An IANA time zone, as Europe/Berlin or UTC. Needed with at.")),
  days: Type.Optional(word("The days of at, as Mon-Fri or Sat,Sun. Default: every day.")),
  skipDays: Type.Optional(Type.Array(date, { maxItems: 1000, uniqueItems: true, description: "Dates on which nothing is due." })),
  grace: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1440, description: "Minutes that a thing may run on after the stop time. Default 0." }),
  ),
  every: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1440,
      description: "Minutes between two runs of the stop workflow: stopping happens at its next run. Default 60.",
    }),
  ),
  maxUptime: Type.Optional(hours("Hours after its start at which a thing is due in any case.")),
  strict: Type.Optional(
    Type.Boolean({ description: "true: what is started after the stop time is due at once. Default false: at the next one." }),
  ),
  override: Type.Optional(oneOf(overrides, "Whether a thing's own tag may say another time. Default forbidden.")),
  overrideTag: Type.Optional(word("The tag that says it. Default stop-time; Cloud Custodian's is maid_offhours.")),
  latest: Type.Optional(wallTime("The latest time that an override may say, as HH:MM. Default: any.")),
};

const protection = Type.Object(
  {
    tag: Type.Optional(word("The key of the tag that protects.")),
    value: Type.Optional(word("The value that the tag must have. Default: any.")),
    name: Type.Optional(word("A pattern with * for the names of what is protected.")),
    reason: word("Why it must not be stopped."),
    expires: word("The date or instant (RFC 3339) from which on it protects nothing, as 2027-03-31."),
  },
  { ...closed, description: "Keeps what a tag or a name says from being stopped, for a reason, until a day." },
);

const stop = Type.Object(
  {
    ...stopTime,
    ttlHours: Type.Optional(
      Type.Record(Type.String(), hours("Hours."), {
        description: "Hours after its creation at which a thing is due, by kind: endpoint, emr-cluster, warm-pool, app and others.",
      }),
    ),
    kinds: Type.Optional(
      Type.Record(Type.String(), Type.Object(stopTime, closed), {
        description: "What is different for a kind. Without this, times are about notebooks and Studio applications.",
      }),
    ),
    protect: Type.Optional(Type.Array(protection, { maxItems: 1000 })),
  },
  { ...closed, description: "When things stop. What runs since before is overdue once the next stop workflow should have run." },
);

const mlspace = Type.Object(
  {
    projects: Type.Optional(word("A JSON export of MLSpace's projects, for their stop times: a file, beside this one.")),
    scheduler: Type.Optional(word("A JSON export of the rows of MLSpace's resource scheduler: a file, beside this one.")),
    parameters: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1100,
        description:
          "MLSpace's notebook-params.json, for the subnets, groups, keys, role, lifecycle configuration and data bucket that rules approve of: a file, beside this one, or s3://BUCKET/KEY.",
      }),
    ),
  },
  { ...closed, description: "What the platform itself says of stop times and of its parameters. This file's own word goes first." },
);

const project = Type.Object(
  {
    owner: word("The user who owns the project, as the user tag says it."),
    members: Type.Optional(words("The users of the project. The owner is always one.")),
    stop: Type.Optional(stop),
  },
  closed,
);

const scope = {
  resource: Type.Optional(word("A pattern with * for the resource's id, ARN or name; it must match the whole.")),
  kind: Type.Optional(word("Only resources of this kind.")),
  account: Type.Optional(Type.String({ pattern: "^\\d{12}$", description: "Only resources of this account, in quotes." })),
  region: Type.Optional(word("Only resources of this region.")),
  ou: Type.Optional(word("Only resources of accounts below this organizational unit, as ou-ab12-cdef3456.")),
  project: Type.Optional(word("Only resources whose project tag says this.")),
  tags: Type.Optional(Type.Record(Type.String(), Type.String(), { description: "Only resources with these tags." })),
};

const ruleSetting = {
  enabled: Type.Optional(Type.Boolean({ description: "false: the rule is not judged." })),
  severity: Type.Optional(oneOf(severities, "In place of the rule's own severity.")),
  parameters: Type.Optional(
    Type.Record(Type.String(), Type.Unsafe<Json>({}), {
      description: "In place of the rule's and the profile's values; see `rules show`.",
    }),
  ),
};

const override = Type.Object(
  {
    where: Type.Object(scope, { ...closed, minProperties: 1, description: "Where it is different; all that is said must fit." }),
    ...ruleSetting,
  },
  { ...closed, minProperties: 2 },
);

const rule = Type.Object(
  {
    ...ruleSetting,
    overrides: Type.Optional(
      Type.Array(override, {
        maxItems: 1000,
        description: "What is different for some resources; where several fit, the last one counts.",
      }),
    ),
  },
  closed,
);

const profile = Type.Object(
  {
    extends: Type.Optional(word("The profile that it begins with: one of the catalogue, or one of these.")),
    rules: Type.Optional(words("The rules that it adds, by id; * is every rule.")),
    parameters: Type.Optional(
      Type.Record(Type.String(), Type.Record(Type.String(), Type.Unsafe<Json>({})), {
        description: "In place of the values of the rules and of the profile that it begins with, by rule and name.",
      }),
    ),
    severity: Type.Optional(
      Type.Record(Type.String(), oneOf(severities, "In place of the rule's own severity."), {
        description: "Severities that are different, by rule.",
      }),
    ),
  },
  { ...closed, minProperties: 1, description: "A choice of rules of your own." },
);

const exception = Type.Object(
  {
    id: Type.Optional(word("A name for it in reports. Default: made from what it says.")),
    rule: Type.Optional(word("The rule that it lifts.")),
    finding: Type.Optional(word("The fingerprint of the one finding that it lifts.")),
    ...scope,
    reason: word("Why this is accepted."),
    owner: word("Who answers for it."),
    expires: word("The date or instant (RFC 3339) from which on it covers nothing, as 2027-03-31."),
  },
  { ...closed, description: "Accepts what a rule (or one finding) says, for a reason, by an owner, until a day." },
);

export const settingsSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: "Where this schema is, for editors." })),
    profile: Type.Optional(word("Which rules are judged, with which parameters: baseline, mlspace, strict, cost, or one of profiles.")),
    profiles: Type.Optional(Type.Record(Type.String(), profile, { description: "Profiles of your own, by name." })),
    regions: Type.Optional(regionNames("The regions of a live scan. Default: the one that AWS's own configuration names.")),
    accounts: Type.Optional(
      Type.Array(account, { maxItems: 10_000, description: "The accounts of a live scan. Default: the caller's own." }),
    ),
    organization: Type.Optional(organization),
    projects: Type.Optional(
      Type.Record(Type.String(), project, {
        description: "Every project by the value of its project tag: the only source of projects and people.",
      }),
    ),
    administrators: Type.Optional(words("Users who may stop, update and delete the notebooks of every project.")),
    identities: Type.Optional(identities),
    awsRoles: Type.Optional(awsRoles),
    stop: Type.Optional(stop),
    mlspace: Type.Optional(mlspace),
    prices: Type.Optional(word("What instances cost per hour, for the money that findings show: a file, beside this one.")),
    awsPrices: Type.Optional(
      Type.Boolean({ description: "Whether live scans ask AWS's price list for the prices that the file does not give. Default: false." }),
    ),
    tagPolicy: Type.Optional(
      word(
        "The tag policy of the organization, as AWS Organizations has it in JSON: a file, beside this one. The rule tag-values reads it.",
      ),
    ),
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
export type StopTimeSettings = Omit<StopSettings, "ttlHours" | "kinds" | "protect">;
export type ProfileSettings = Static<typeof profile>;
export type ProjectSettings = Static<typeof project>;
export type ExceptionSettings = Static<typeof exception>;
export type ScopeSettings = Static<typeof override>["where"];
export type RuleSettingsEntry = Static<typeof rule>;
