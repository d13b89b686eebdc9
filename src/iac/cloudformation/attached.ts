import { evaluate } from "./evaluate.ts";
import { attributeOf } from "./reference.ts";
import type { Written } from "./scope.ts";
import { type Laid, statementsIn } from "./statements.ts";
import type { Template } from "./template.ts";
import { elementsOf, hidden, memberOf, textOf, type Value } from "./value.ts";

export const [role, user, group] = ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"] as const;

/** Each by the property of its owner that it adds to. */
type Adds = "Policies" | "ManagedPolicyArns" | "Groups" | "Names";
type Beside = { owners: string; to: string; adds: Adds };

const toAll = (adds: Adds): Beside[] => [
  { owners: "Roles", to: role, adds },
  { owners: "Users", to: user, adds },
  { owners: "Groups", to: group, adds },
];

/** What is written beside roles, users and groups: the property that names whom it belongs to, of what type these are, and what it adds. */
const besides: Readonly<Record<string, readonly Beside[]>> = {
  "AWS::IAM::Policy": toAll("Policies"),
  "AWS::IAM::ManagedPolicy": toAll("ManagedPolicyArns"),
  "AWS::IAM::RolePolicy": [{ owners: "RoleName", to: role, adds: "Policies" }],
  "AWS::IAM::UserPolicy": [{ owners: "UserName", to: user, adds: "Policies" }],
  "AWS::IAM::GroupPolicy": [{ owners: "GroupName", to: group, adds: "Policies" }],
  "AWS::IAM::InstanceProfile": [{ owners: "Roles", to: role, adds: "Names" }],
  "AWS::IAM::UserToGroupAddition": [{ owners: "Users", to: user, adds: "Groups" }],
};

/** Something that belongs to a role, user or group. */
export type Attached = { id: string; to: string; owner: Value; adds: Adds; elements: readonly Laid[] };

const elementsFor = (id: string, own: Value, { from }: Written, template: Template): Record<Adds, Laid[]> => {
  const at = ["Resources", from, "Properties"];
  const arn = attributeOf(id, "Arn", template.scope, evaluate);
  const policy = { name: memberOf(own, "PolicyName"), document: memberOf(own, "PolicyDocument"), at: [...at, "PolicyDocument"] };
  return {
    Policies: statementsIn(policy, id),
    ManagedPolicyArns: [{ value: { is: "map", members: new Map([["arn", arn]]) }, at }],
    Names: [
      { value: attributeOf(id, "InstanceProfileName", template.scope, evaluate), at },
      { value: arn, at },
    ],
    Groups: [{ value: memberOf(own, "GroupName"), at }],
  };
};

const attachedByOne = (id: string, written: Written, template: Template): Attached[] => {
  const kinds = besides[written.type] ?? [];
  const truth = kinds.length === 0 ? false : template.exists(written);
  if (truth === false) return [];
  const own = evaluate(written.properties, template.scope);
  const known = elementsFor(id, own, written, template);
  const doubt = truth === true ? undefined : hidden({ reason: truth.reason, detail: `whether ${id} is there depends on ${truth.detail}` });
  return kinds.flatMap(({ owners, to, adds }) =>
    elementsOf(memberOf(own, owners)).map((owner) => ({
      id,
      to,
      owner,
      adds,
      elements: doubt ? known[adds].slice(0, 1).map(({ at }) => ({ value: doubt, at })) : known[adds],
    })),
  );
};

/** All that a template writes beside its roles, users and groups. */
export const attachedBy = (template: Template): Attached[] =>
  [...template.resources].flatMap(([id, written]) => attachedByOne(id, written, template));

/** A role, user or group: what its name is, and the token that a reference to it bears. */
export type Named = { type: string; name: Value; token: string };

export type Added = Record<Adds, Laid[]>;
export type AttachedTo = (named: Named) => Added;

const sameOf = (value: Value): string | undefined => (value.is === "hidden" ? value.unknown.same : undefined);

/** What CloudFormation makes up, no parameter and no text can name; a reference to another resource means that one. */
const perhapsOf = ({ owner }: Pick<Attached, "owner">, name: Value): boolean => {
  const same = sameOf(owner);
  if (owner.is === "hidden" && same === undefined) return true;
  if (name.is === "nothing" || (same !== undefined && !same.includes("?"))) return false;
  return same !== undefined || name.is === "hidden";
};

/** A name that is known, or what an unknown one is the same as. */
const keyOf = (value: Value): string => (value.is === "hidden" ? `same ${value.unknown.same}` : `name ${textOf(value)}`);

/** Finds what others add to the lists of a role, user or group; of what perhaps is another's, no more than that it may be there. */
export const attachedTo = (all: readonly Attached[]): AttachedTo => {
  const sure = Map.groupBy(all, ({ to, owner }) => `${to} ${keyOf(owner)}`);
  const loose = Map.groupBy(
    all.filter(({ owner }) => perhapsOf({ owner }, hidden({ reason: "unresolved", detail: "" }))),
    ({ to }) => to,
  );
  return ({ type, name, token }) => {
    const keys = [...new Set([`same ${token}`, ...(name.is === "plain" || sameOf(name) !== undefined ? [keyOf(name)] : [])])];
    const certain = keys.flatMap((key) => sure.get(`${type} ${key}`) ?? []);
    const doubtful = (loose.get(type) ?? []).filter((one) => !certain.includes(one) && perhapsOf(one, name));
    const added: Added = { Policies: [], ManagedPolicyArns: [], Groups: [], Names: [] };
    for (const { adds, elements } of certain) added[adds].push(...elements);
    for (const { adds, elements, id } of doubtful) {
      const value = hidden({ reason: "known-after-apply", detail: `whose ${id} is` });
      added[adds].push(...elements.slice(0, 1).map(({ at }) => ({ value, at })));
    }
    return added;
  };
};
