import type { Resource } from "../../estate/estate.ts";
import { isObject, type Json } from "../../estate/json.ts";
import { joinValue, unknownAt } from "../../estate/join.ts";
import { statementsOf } from "../../kinds/policy-statements.ts";
import { read, readKey, type View } from "../view.ts";
import type { Rights } from "./decision.ts";
import { managedPolicies } from "./managed-policies.ts";
import { type PolicySet, statementsIn, together, unseen } from "./statement.ts";

/** A policy hangs on many: it is read once. */
const known = new WeakMap<Resource, PolicySet>();

const ofPolicy = (policy: Resource): PolicySet => {
  const set = known.get(policy) ?? statementsIn(policy);
  known.set(policy, set);
  return set;
};

const ofAws = /^arn:(aws[a-z-]*):iam::aws:policy\/(?:.*\/)?([^/]+)$/;
const famous = new Map<string, PolicySet>();

/** Policies of AWS name what lies in the partition that they are in. */
const inPartition = (value: Json, partition: string): Json => {
  if (typeof value === "string") return value.replace(/^arn:aws:/, `arn:${partition}:`);
  if (Array.isArray(value)) return value.map((item) => inPartition(item, partition));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inPartition(item, partition)])) : value;
};

/** What is on record of a policy of AWS that nobody read. */
const ofFamous = (name: string, partition: string): PolicySet | undefined => {
  const recorded = famous.get(`${partition} ${name}`);
  const row = Object.hasOwn(managedPolicies, name) ? managedPolicies[name] : undefined;
  if (recorded || !row) return recorded;
  const statements = statementsOf({ Version: "2012-10-17", Statement: inPartition([...row.statements], partition) }, name) ?? [];
  const all = statementsIn({ name, config: { statements }, unknown: {} });
  famous.set(`${partition} ${name}`, all);
  return all;
};

/** The policy that an ARN names, or the token of one that is known after apply. */
const namedBy = ({ one }: View, arn: Json): PolicySet => {
  const found = one("iam-policy", { arn });
  if ("found" in found) return ofPolicy(found.found);
  const [, partition = "", name] = typeof arn === "string" ? (ofAws.exec(arn) ?? []) : [];
  const recorded = name === undefined ? undefined : ofFamous(name, partition);
  if (recorded) return recorded;
  if ("unseen" in found) return unseen(found.unseen);
  return unseen({ reason: "unmatched", detail: `the policy ${String(arn)} is not to be seen` });
};

const ofAttached = (view: View, resource: Resource, value: Json, index: number): PolicySet => {
  const arn = joinValue(resource, ["attachedPolicies", index, "arn"], isObject(value) ? value["arn"] : undefined);
  return "unknown" in arn ? unseen(arn.unknown) : namedBy(view, arn.value);
};

const attachedTo = (view: View, resource: Resource): PolicySet => {
  const attached = read(resource, "attachedPolicies");
  if ("unknown" in attached) return unseen(attached.unknown);
  const tail = unknownAt(resource, ["attachedPolicies", "-"]);
  const all = Array.isArray(attached.value) ? attached.value.map((one, index) => ofAttached(view, resource, one, index)) : [];
  return together([...all, ...(tail ? [unseen(tail)] : [])]);
};

const policiesOf = (view: View, resource: Resource): PolicySet => together([statementsIn(resource), attachedTo(view, resource)]);

const boundaryOf = (view: View): PolicySet | null => {
  const arn = readKey(view.resource, "boundaryArn");
  if ("unknown" in arn) return unseen(arn.unknown);
  return arn.value === null ? null : namedBy(view, arn.value);
};

/** Groups are asked for what they allow themselves: for their members only what they deny counts. */
const denials = ({ statements, mayDeny }: PolicySet): PolicySet => ({
  statements: statements.filter(({ effect }) => effect === "Deny"),
  mayAllow: undefined,
  mayDeny,
});

const groupDenials = (view: View): PolicySet => {
  const names = read(view.resource, "groupNames");
  if ("unknown" in names) return denials(unseen(names.unknown));
  const groups = (Array.isArray(names.value) ? names.value : []).map((said, index): PolicySet => {
    const name = joinValue(view.resource, ["groupNames", index], said);
    if ("unknown" in name) return unseen(name.unknown);
    const group = view.one("iam-group", { name: name.value });
    if ("found" in group) return policiesOf(view, group.found);
    return unseen("unseen" in group ? group.unseen : { reason: "unmatched", detail: `the group ${String(said)} is not to be seen` });
  });
  const tail = unknownAt(view.resource, ["groupNames", "-"]);
  return denials(together([...groups, ...(tail ? [unseen(tail)] : [])]));
};

/** What a role, user or group may do by what is written into it and hangs on it. */
export const rightsOf = (view: View): Rights => {
  const { resource } = view;
  const own = policiesOf(view, resource);
  if (resource.kind === "iam-group") return { policies: own, boundary: null };
  const policies = resource.kind === "iam-user" ? together([own, groupDenials(view)]) : own;
  return { policies, boundary: boundaryOf(view) };
};
