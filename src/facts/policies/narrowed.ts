import type { Condition } from "./condition.ts";

type Tests = NonNullable<Condition>;

/** What one value says of them, by the key. An account that may be any is nobody in particular, and so is an organization. */
const accountNumber = /^\d{12}$/;
const isOneAccount = (wanted: string): boolean => accountNumber.test(wanted) || wanted.toLowerCase() === "${aws:resourceaccount}";
const isOneOrganization = (wanted: string): boolean => !/[*?]/.test(wanted);
const isWithinOne = (wanted: string): boolean => /^o-[^*?/]+\//.test(wanted);
const isOfOne = (wanted: string): boolean => {
  const [, , , , account = "*", ...name] = wanted.split(":");
  // Names of buckets are everybody's, so that their ARNs need no account.
  return account === "" ? /[^*?]/.test(name.join(":")) : !/[*?]/.test(account);
};
const isNoMereStar = (wanted: string): boolean => /[^*?]/.test(wanted);

/** Keys that say for whom, or from where, somebody is let in. */
const narrowing: Readonly<Record<string, (wanted: string) => boolean>> = {
  "aws:sourceaccount": isOneAccount,
  "aws:sourcearn": isOfOne,
  "aws:sourceorgid": isOneOrganization,
  "aws:sourceorgpaths": isWithinOne,
  "aws:principalarn": isOfOne,
  "aws:principalorgid": isOneOrganization,
  "aws:principalorgpaths": isWithinOne,
  "sts:externalid": isNoMereStar,
};
const asking = /^(?:string(?:equals|equalsignorecase|like)|arn(?:equals|like))$/;

/** The tests of a condition that hold of those alone who say something of a key. */
const demands = (condition: Tests): Tests =>
  condition.filter(({ operator, ifExists, quantifier }) => asking.test(operator) && !ifExists && quantifier !== "forallvalues");

/** Whether a condition says whom of all those that a statement names. */
export const isNarrowed = (condition: Tests): boolean =>
  demands(condition).some(({ key, wanted }) => wanted.every(narrowing[key] ?? (() => false)));

/** The accounts that it names: as if the statement itself had named them. Undefined: it names none. */
export const accountsAsked = (condition: Tests): readonly string[] | undefined =>
  demands(condition).find(({ key, wanted }) => key === "aws:principalaccount" && wanted.every(isOneAccount))?.wanted;

/** Providers of identities that anybody can have, and what in their tokens says nothing of whose it is. */
const publicProviders: Readonly<Record<string, readonly string[]>> = {
  "accounts.google.com": [],
  "app.terraform.io": ["aud"],
  "cognito-identity.amazonaws.com": ["amr"],
  "gitlab.com": ["aud"],
  "graph.facebook.com": [],
  "token.actions.githubusercontent.com": ["aud"],
  "www.amazon.com": [],
};

/** `repo:acme/*` are those of one owner; `repo:*` and `repo:a*` are everybody's. */
const isSomebodys = (wanted: string): boolean => /^[^*?/:]+(?:[/:]|$)/.test(wanted.replace(/^(?:repo|project_path|organization):/, ""));

/** Whether whoever has an identity of a provider is let in, where anybody can have one. */
export const letsInGuests = (provider: string, condition: Condition): boolean => {
  const name = provider.replace(/^.*:oidc-provider\//, "");
  const idle = publicProviders[name];
  if (!idle) return provider === "*";
  const says = (key: string): boolean => key.startsWith(`${name}:`) && !idle.includes(key.slice(name.length + 1));
  return !demands(condition ?? []).some(({ key, wanted }) => says(key) && wanted.every(isSomebodys));
};
