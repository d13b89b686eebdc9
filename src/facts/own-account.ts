import type { Resource } from "../estate/estate.ts";
import { configValue } from "../estate/join.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";

/** Where each kind names accounts that may be others. */
const naming: Readonly<Record<string, readonly string[]>> = {
  app: ["imageArn"],
  domain: ["canvasRegisterRoleArn"],
  "model-package-group": ["sharedWith"],
  "user-profile": ["canvasRegisterRoleArn"],
};

const unsaid: Unknown = { reason: "not-given", detail: "the source does not say which account it is for" };

const namesAccount = (resource: Resource, field: string): boolean =>
  [configValue(resource, field) ?? null].flat().some((one) => typeof one === "string" && /\d{12}/.test(one));

/** A plan need not say whose it is. That matters only where an account is named, which may be this one. */
const ownAccountOf = (resource: Resource): Derived => {
  if (/^\d{12}$/.test(resource.account)) return known(resource.account);
  return (naming[resource.kind] ?? []).some((field) => namesAccount(resource, field)) ? { unknown: unsaid } : known(null);
};

export const ownAccount: FactSource = {
  kinds: Object.keys(naming),
  reads: naming,
  looksAt: {},
  fields: {
    // The account that it is in, with which nothing needs to be shared. Null: nobody says, and nothing hangs on it.
    ownAccount: optionalText({ change: "read-only", samples: ["111122223333", "123456789012"] }),
  },
  derive: ({ resource }) => ({ ownAccount: ownAccountOf(resource) }),
};
