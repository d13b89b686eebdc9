import { Type } from "typebox";
import type { Json } from "../estate/json.ts";
import { closed, oneOf, word, words } from "./setting-types.ts";

/** How far acting may go, and who may act. */
const standingApproval = Type.Object(
  {
    verbs: Type.Optional(words("What may be done unattended. Default: stop.")),
    kinds: Type.Optional(words("To resources of which kinds. Default: notebook-instance and app.")),
    projects: words("Of which projects."),
    maxActs: Type.Integer({ minimum: 0, description: "How many acts one run may do; 0 means none." }),
    approvedBy: word("Who approved it."),
    expires: word("The date or instant (RFC 3339) from which on it allows nothing."),
  },
  { ...closed, description: "What `stop --apply` may do without anyone looking." },
);

const bound = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, description: `${description} 0 means none.` }));

const freeze = Type.Object(
  {
    from: word("The date or instant (RFC 3339) from which on nothing is done."),
    to: word("The date or instant until which nothing is done."),
    reason: word("Why."),
  },
  closed,
);

export const remediation = Type.Object(
  {
    maxActs: bound("How many acts one plan may hold. Default 10."),
    maxPercent: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 100,
        description: "How many of the resources of a kind one plan may act on, in percent. Default 25. 0 means none.",
      }),
    ),
    maxPerOwner: bound("How many acts one plan may hold on what belongs to one user. Default 10."),
    maxPerProject: bound("How many acts one plan may hold on what belongs to one project. Default 10."),
    maxPerAccount: bound("How many acts one plan may hold in one account. Default 10."),
    maxPerHour: bound("How many acts may begin within an hour, of all plans with one journal together. Default 20."),
    canaries: bound("How many acts of a plan must succeed before any failure is put up with. Default 5."),
    maxFailures: bound("How many acts of a plan may fail; one more ends it. Default 2."),
    allow: Type.Optional(
      Type.Array(oneOf(["recreatable", "irreversible"], "A type of act."), {
        uniqueItems: true,
        description: "What may be done beside what is reversible. The command line must ask for it too. Default: nothing.",
      }),
    ),
    freezes: Type.Optional(Type.Array(freeze, { maxItems: 1000, description: "When nothing is done." })),
    protectedTags: Type.Optional(
      Type.Record(Type.String({ minLength: 1 }), words("Values; * is any."), {
        description: "Tags that keep a resource from every act. Default: sagewarden-protect with any value.",
      }),
    ),
    killSwitch: Type.Optional(word("While this file exists, nothing is done. Default: .sagewarden/halt.")),
    killSwitchParameter: Type.Optional(
      word("A parameter of Systems Manager, by name or ARN: acts are done only while it can be read and its value is run."),
    ),
    platformMayStart: Type.Optional(
      Type.Boolean({ description: "true: the platform may start again what it stopped. Otherwise only its owner may." }),
    ),
    values: Type.Optional(
      Type.Record(Type.String(), Type.Record(Type.String(), Type.Unsafe<Json>({})), {
        description: "What verbs write that need a value, by kind and field, as notebook-instance: { lifecycleConfigName: idle-stop }.",
      }),
    ),
    standingApproval: Type.Optional(standingApproval),
  },
  { ...closed, description: "How far acting may go. Whatever cannot be counted or read is too much." },
);

const roleArn = (description: string) =>
  Type.String({ pattern: "^arn:aws[a-z-]*:iam::(\\d{12}|\\{account\\}):role/.+$", maxLength: 2048, description });

export const awsRoles = Type.Object(
  {
    read: Type.Optional(roleArn("The role under which everything is looked at. Default: whoever calls.")),
    act: Type.Optional(
      roleArn(
        "The role under which acts are done, each session bound to what was planned; {account} is the resource's. Default: whoever calls.",
      ),
    ),
    externalId: Type.Optional(word("The external id that these roles ask for.")),
  },
  { ...closed, description: "Two roles: one that reads, and one that acts. The caller needs only to be let assume them." },
);

export const identities = Type.Object(
  {
    people: Type.Optional(
      Type.Record(Type.String(), words("ARNs: a user, a role (all of its sessions), or one session of a role."), {
        description: "The AWS principals of each user of the projects map: theirs alone.",
      }),
    ),
    sessionRoles: Type.Optional(
      words("ARNs of roles whose trust policy lets a session be named only by its user: there the session's name is the user's."),
    ),
    platform: Type.Optional(words("ARNs under which `stop --apply` runs unattended.")),
  },
  { ...closed, description: "Who is who in AWS. Whoever is not here may do nothing." },
);
