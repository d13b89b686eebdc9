import type { Resource } from "../estate/estate.ts";
import type { JoinValue } from "../estate/join.ts";
import type { Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { askerFor } from "./policies/asker.ts";
import { beyond, type Mighty, powersOf } from "./policies/beyond.ts";
import { rightsOf } from "./policies/rights.ts";
import { type Lookup, read, readKey, type View } from "./view.ts";

const unmatched = (detail: string): Unknown => ({ reason: "unmatched", detail });

const domainOf = (view: View): Lookup => {
  const domainId = readKey(view.resource, "domainId");
  return "unknown" in domainId ? { unseen: domainId.unknown } : view.one("domain", { domainId: domainId.value });
};

type Found = { role: Resource } | { unknown: Unknown };

const roleNamed = (view: View, arn: JoinValue): Found => {
  if ("unknown" in arn) return arn;
  const role = view.one("iam-role", { arn: arn.value }, "global");
  if ("found" in role) return { role: role.found };
  return { unknown: "unseen" in role ? role.unseen : unmatched("a role of the domain is not to be seen") };
};

/** Under which its member works in a space of his own: the profile's role, or the domain's. */
const roleOfMember = (view: View, profile: Resource, domain: Resource): Found => {
  const own = readKey(profile, "executionRoleArn");
  return roleNamed(view, "value" in own && own.value === null ? readKey(domain, "executionRoleArn") : own);
};

/** What was found out of roles, and of what they may do beside each other: spaces and members of a domain ask after the same few. */
type Known = { mighty: Map<string, Mighty>; compared: Map<string, Derived<string | null>> };
const knownAmong = new WeakMap<readonly Resource[], Known>();

const knownFor = (view: View, role: Resource): Known => {
  const { resources } = view.of(role).all("iam-role");
  const found = knownAmong.get(resources) ?? { mighty: new Map(), compared: new Map() };
  knownAmong.set(resources, found);
  return found;
};

const mightyIn = ({ mighty }: Known, view: View, role: Resource): Mighty => {
  const found = mighty.get(role.id);
  if (found) return found;
  const own = view.of(role);
  const asker = askerFor(own, rightsOf(own));
  const one = { asker, powers: powersOf(asker) };
  mighty.set(role.id, one);
  return one;
};

const compare = (view: View, role: Resource, members: readonly Found[], open: Unknown | undefined): Derived<string | null> => {
  const roles = [...new Map(members.flatMap((one) => ("role" in one ? [[one.role.id, one.role] as const] : []))).values()];
  if (roles.some(({ id }) => id === role.id)) return known(null);
  const hidden = open ?? members.flatMap((one) => ("unknown" in one ? [one.unknown] : []))[0];
  const all = knownFor(view, role);
  const key = JSON.stringify([role.id, ...roles.map(({ id }) => id).sort(), hidden ?? null]);
  const said =
    all.compared.get(key) ??
    beyond(
      mightyIn(all, view, role),
      roles.map((one) => mightyIn(all, view, one)),
      hidden,
    );
  all.compared.set(key, said);
  return said;
};

const unnamed: Unknown = { reason: "unresolved", detail: "the domain names no role for shared spaces" };

const isPrivate = (sharing: Json): boolean => sharing === "Private";

const roleBeyondOf = (view: View): Derived<string | null> => {
  const sharing = read(view.resource, "sharingType");
  if ("unknown" in sharing) return sharing;
  // It runs under its owner's role.
  if (isPrivate(sharing.value)) return known(null);
  const domain = domainOf(view);
  if ("unseen" in domain) return { unknown: domain.unseen };
  if ("missing" in domain) return { unknown: unmatched("the domain of the space is not in the estate") };
  const arn = readKey(domain.found, "spaceRoleArn");
  if ("value" in arn && arn.value === null) return { unknown: unnamed };
  const role = roleNamed(view, arn);
  if ("unknown" in role) return role;
  const domainId = readKey(view.resource, "domainId");
  if ("unknown" in domainId) return domainId;
  const profiles = view.all("user-profile", { domainId: domainId.value });
  if (profiles.resources.length === 0 && !profiles.open) return known(null);
  const members = profiles.resources.map((profile) => roleOfMember(view, profile, domain.found));
  return compare(view, role.role, members, profiles.open);
};

/** What a shared space may do for whoever opens it. */
export const roleBeyond: FactSource = {
  kinds: ["space"],
  reads: { space: ["domainId", "sharingType"] },
  looksAt: {
    domain: ["domainId", "executionRoleArn", "spaceRoleArn"],
    "user-profile": ["domainId", "executionRoleArn"],
    "iam-role": ["arn", "statements", "attachedPolicies", "boundaryArn"],
    "iam-policy": ["arn", "statements"],
  },
  fields: {
    // What its role may do and none of its members' roles. Null: nothing; or it is private, and runs under its owner's.
    roleBeyond: optionalText({ change: "in-place", samples: ["any bucket", "arn:aws:s3:::payroll/*", "everything"] }),
  },
  derive: (view) => ({ roleBeyond: roleBeyondOf(view) }),
};
