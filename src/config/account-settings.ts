import { type Static, Type } from "typebox";
import { closed, word, words } from "./setting-types.ts";

/** What sagewarden.yaml may say of accounts and regions. */
const accountId = (description: string) => Type.String({ pattern: "^\\d{12}$", description: `${description} Twelve digits, in quotes.` });
export const regionNames = (description: string) =>
  Type.Array(
    Type.String({
      pattern: "^(all|[a-z*][a-z0-9*-]{1,40})$",
      description: "A region as eu-central-1, several of them as eu-*, or all.",
    }),
    { description, maxItems: 100, uniqueItems: true },
  );
const roleName = (description: string) => Type.String({ pattern: "^[\\w+=,.@/-]{1,512}$", description });
const inRole = {
  externalId: Type.Optional(
    Type.String({
      pattern: "^[\\w+=,.@:/-]{2,1224}$",
      description: "What the role's trust policy wants to hear, where it wants to hear something.",
    }),
  ),
  sessionName: Type.Optional(
    Type.String({
      pattern: "^[\\w+=,.@-]{2,64}$",
      description: "The name of the session, as the account's own log shows it. Default: sagewarden.",
    }),
  ),
};

export const account = Type.Object(
  {
    id: Type.Optional(accountId("The account.")),
    profile: Type.Optional(word("The profile of AWS's own configuration that opens it.")),
    roleArn: Type.Optional(
      Type.String({ pattern: "^arn:[a-z-]+:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}$", description: "The ARN of the role that opens it." }),
    ),
    roleName: Type.Optional(roleName("The role that opens it, by its name and path: with id, in place of roleArn.")),
    ...inRole,
    regions: Type.Optional(regionNames("The regions of this account. Default: those of the scan.")),
  },
  { ...closed, description: "An account, and how to get in: by a profile, by a role, or by id alone as the caller." },
);

const selection = (description: string) =>
  Type.Optional(
    Type.Object(
      {
        ous: Type.Optional(
          words("Organizational units with all below them, by id (ou-…) or by the names from the root down, as Research/ML."),
        ),
        accounts: Type.Optional(Type.Array(accountId("An account."), { maxItems: 10_000, uniqueItems: true })),
        tags: Type.Optional(
          Type.Record(Type.String({ minLength: 1 }), words("Values; * is any."), {
            description: "Tags of the account in the organization.",
          }),
        ),
      },
      { ...closed, description },
    ),
  );

export const organization = Type.Object(
  {
    roleName: roleName("The role that opens each account, by its name and path."),
    ...inRole,
    include: selection("Only these: what is said of units, of accounts and of tags must all hold. Default: every account."),
    exclude: selection("Not these: what is said of units, of accounts or of tags suffices."),
    assumeInOwnAccount: Type.Optional(
      Type.Boolean({
        description: "true: the role is asked for in the caller's own account too. Default false: that is looked at as the caller.",
      }),
    ),
  },
  { ...closed, description: "The accounts of the caller's organization, as AWS Organizations has them." },
);

export type AccountSettings = Static<typeof account>;
export type OrganizationSettings = Static<typeof organization>;
