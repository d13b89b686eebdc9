import { type AccountBound, type FixItem, type FixPlan, principalOf } from "./fix-plan.ts";

/** Under whom an account is entered; or why nobody gets in. */
export type Bounds = (account: string) => AccountBound | string;

export const accountIn = (arn: string): string => arn.split(":")[4] ?? "";

/** Where nothing is said of accounts: the caller's own, which they look at and act in themselves. */
export const boundsOfCaller =
  (identity: string): Bounds =>
  (account) => {
    if (accountIn(identity) !== account) return `it is in account ${account}, and nobody says how that is entered`;
    const principal = principalOf(identity);
    return { account, caller: principal, looksAs: principal, actsAs: principal };
  };

/** Those of the accounts that are acted in. */
export const boundsIn = (items: readonly FixItem[], boundOf: Bounds): AccountBound[] =>
  [...new Set(items.map(({ account }) => account))].sort().flatMap((account) => {
    const bound = boundOf(account);
    return typeof bound === "string" ? [] : [bound];
  });

type Entering = { plan: FixPlan; account: string; as: Partial<Omit<AccountBound, "account">> };

/** Why an account is not entered as the plan has it; undefined: it is. An account of which the plan says nothing is nobody's to enter. */
export const strangerTo = ({ plan: { accounts }, account, as }: Entering): string | undefined => {
  const [bound, other] = accounts.filter((one) => one.account === account);
  if (!bound || other) return `the plan does not say under whom account ${account} is entered`;
  for (const who of ["caller", "looksAs", "actsAs"] as const) {
    const arn = as[who];
    if (arn === undefined) continue;
    if (principalOf(arn) !== bound[who]) return `account ${account} is entered by ${principalOf(arn)}, and the plan has ${bound[who]}`;
    // Another account's principal could not act there, and would act on its like at home.
    if (who !== "caller" && accountIn(arn) !== account) return `${arn} is not of its account, ${account}`;
  }
  return undefined;
};
