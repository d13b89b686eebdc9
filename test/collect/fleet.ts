import { openAccounts, type AccountsAsked } from "../../src/collect/accounts.ts";
import { collectAccounts, type CollectAccountsOptions } from "../../src/collect/collect-accounts.ts";
import type { Collected } from "../../src/collect/collect.ts";
import { gatherEstate } from "../../src/collect/gather.ts";
import type { Estate } from "../../src/estate/estate.ts";
import type { OrganizationAsked } from "../../src/collect/organization.ts";
import type { AccountAsked } from "../../src/collect/open-account.ts";
import { environment } from "../fake-aws/environment.ts";
import type { FakeAws } from "../fake-aws/server.ts";
import { kind } from "./world.ts";

export const hub = "999900000000";
export const hubKey = "AKIAHUB";
export const externalId = "acme-7";

export const accountIds = (count: number): string[] => Array.from({ length: count }, (_, index) => String(100_000_000_001 + index));
export const roleArn = (account: string): string => `arn:aws:iam::${account}:role/scanner`;

export const byRole = (id: string, differs: Partial<AccountAsked> = {}): AccountAsked => ({
  id,
  roleName: "scanner",
  externalId,
  sessionName: "sagewarden",
  regions: [],
  ...differs,
});

const nobody = { ous: [], accounts: [], tags: {} };
export const organization = (differs: Partial<OrganizationAsked> = {}): OrganizationAsked => ({
  roleName: "scanner",
  externalId,
  sessionName: "sagewarden",
  include: nobody,
  exclude: nobody,
  assumeInOwnAccount: false,
  unitsWanted: false,
  ...differs,
});
export const selection = (differs: Partial<OrganizationAsked["include"]>): OrganizationAsked["include"] => ({ ...nobody, ...differs });

/** The variables of the process: as the hub of the stand-in, if nobody says. */
type Surroundings = Readonly<Record<string, string | undefined>>;

export type Fleet = Collected & { estate: Estate };

const otherwise = async (): Promise<readonly string[]> => ["eu-central-1"];

/** Opens accounts as the hub of a running stand-in. */
export const opened = (fake: FakeAws, asked: Partial<AccountsAsked>, env: Surroundings = environment(fake.url, hubKey)) => {
  Object.assign(process.env, env);
  return openAccounts({ accounts: [], organization: null, regions: [], ...asked }, { clock: fake.clock, otherwise });
};

/** One look at several accounts, by the real SDK over HTTP. */
export const lookAt = async (
  fake: FakeAws,
  asked: Partial<AccountsAsked>,
  options: Partial<CollectAccountsOptions> = {},
  env?: Surroundings,
): Promise<Fleet> => {
  const { accounts, close } = await opened(fake, asked, env);
  const { take, estate } = gatherEstate();
  const bounds = { concurrency: 16, overall: 128, atOnce: 32, budgetSeconds: 600 };
  const seen = await collectAccounts({
    ...bounds,
    kinds: [kind("notebook-instance")],
    accounts,
    clock: fake.clock,
    onArrival: take,
    ...options,
  });
  close();
  fake.log.assertNoUnexpected();
  return { ...seen, estate: estate(seen.collectedAt) };
};
