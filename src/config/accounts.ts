import type { AccountConfig, AccountSelection, OrganizationConfig } from "./config.ts";
import type { Path } from "./parse-yaml.ts";
import type { AccountSettings, OrganizationSettings } from "./account-settings.ts";
import type { Settings } from "./settings.ts";

/** The accounts' own logs show it: it says who was there. */
const defaultSession = "sagewarden";

export const toAccount = (account: AccountSettings): AccountConfig => ({
  ...account,
  sessionName: account.sessionName ?? defaultSession,
  regions: [...new Set(account.regions)].sort(),
});

const toSelection = ({ ous = [], accounts = [], tags = {} }: NonNullable<OrganizationSettings["include"]> = {}): AccountSelection => ({
  ous,
  accounts,
  tags,
});

/** Where the files speak of organizational units: in overrides and exceptions. */
const unitPaths = ({ rules = {}, exceptions = [] }: Settings): Path[] => [
  ...Object.entries(rules).flatMap(([id, { overrides = [] }]) =>
    overrides.flatMap(({ where }, index) => (where.ou === undefined ? [] : [["rules", id, "overrides", index, "where", "ou"]])),
  ),
  ...exceptions.flatMap(({ ou }, index) => (ou === undefined ? [] : [["exceptions", index, "ou"]])),
];

export const toOrganization = (settings: Settings): OrganizationConfig | null => {
  const { organization } = settings;
  return organization
    ? {
        ...organization,
        sessionName: organization.sessionName ?? defaultSession,
        include: toSelection(organization.include),
        exclude: toSelection(organization.exclude),
        assumeInOwnAccount: organization.assumeInOwnAccount ?? false,
        unitsWanted: unitPaths(settings).length > 0,
      }
    : null;
};

type Complaint = { path: Path; text: string };

const ways = ["profile", "roleArn", "roleName"] as const;

const checkWay = (account: AccountSettings, path: Path): Complaint[] => {
  const said = ways.filter((way) => account[way] !== undefined);
  if (said.length > 1) return [{ path, text: `An account is opened in one way, and this one says ${said.join(" and ")}.` }];
  if (said.length === 0 && account.id === undefined) return [{ path, text: "An account needs an id, a profile or a roleArn." }];
  if (account.roleName !== undefined && account.id === undefined)
    return [{ path, text: "A role by its name needs the account's id; or write roleArn." }];
  const isRole = account.roleArn !== undefined || account.roleName !== undefined;
  if (!isRole && (account.externalId !== undefined || account.sessionName !== undefined))
    return [{ path, text: "externalId and sessionName are said to a role: add roleArn or roleName, or leave them out." }];
  const owner = account.roleArn?.split(":")[4];
  return account.id !== undefined && owner !== undefined && owner !== account.id
    ? [{ path: [...path, "roleArn"], text: `The role is one of account ${owner}, and not of ${account.id}.` }]
    : [];
};

const keysOf = ({ id, roleArn, profile }: AccountSettings): string[] => {
  const account = id ?? roleArn?.split(":")[4];
  return [...(account === undefined ? [] : [`account ${account}`]), ...(profile === undefined ? [] : [`profile ${profile}`])];
};

const checkTwins = (accounts: readonly AccountSettings[]): Complaint[] => {
  const seen = new Set<string>();
  return accounts.flatMap((account, index) =>
    keysOf(account).flatMap((key) => {
      const isTwin = seen.has(key);
      seen.add(key);
      return isTwin ? [{ path: ["accounts", index], text: `The ${key} is named twice, and would be counted twice.` }] : [];
    }),
  );
};

const unitless =
  "Nobody would know who is in that unit: units are those of `organization:`, which is not there. Name the account, or add it.";

/** What a shape cannot say of accounts: one way into each, and each once; and units only where there is an organization. */
export const checkAccounts = (settings: Settings): Complaint[] => {
  const { accounts = [], organization } = settings;
  return [
    ...accounts.flatMap((account, index) => checkWay(account, ["accounts", index])),
    ...checkTwins(accounts),
    ...(organization ? [] : unitPaths(settings).map((path) => ({ path, text: unitless }))),
  ];
};
