import type { JsonPath } from "../../estate/strict-json.ts";
import { type AttachedTo, group, role, user } from "./attached.ts";
import { evaluate } from "./evaluate.ts";
import { attributeOf, tokenOf } from "./reference.ts";
import type { Written } from "./scope.ts";
import { type Laid, statementsIn } from "./statements.ts";
import type { Template } from "./template.ts";
import { elementsOf, hidden, memberOf, nothing, type Value } from "./value.ts";

/** What a resource says, and where the elements of its lists are written that stand elsewhere than the lists. */
export type Own = { value: Value; places: ReadonlyMap<string, readonly JsonPath[]> };

const names: Readonly<Record<string, string>> = { [role]: "RoleName", [user]: "UserName", [group]: "GroupName" };
const managedPolicy = "AWS::IAM::ManagedPolicy";

const inlineOf = (own: Value, at: JsonPath): Laid[] =>
  elementsOf(memberOf(own, "Policies")).flatMap((policy, index): Laid[] => {
    const here = [...at, "Policies", index];
    if (policy.is === "hidden") return [{ value: hidden(policy.unknown), at: here }];
    const read = { name: memberOf(policy, "PolicyName"), document: memberOf(policy, "PolicyDocument"), at: [...here, "PolicyDocument"] };
    return statementsIn(read, `policy-${index + 1}`);
  });

const listed = (own: Value, name: string, at: JsonPath): Laid[] =>
  elementsOf(memberOf(own, name)).map((item, index) => ({
    value: item.is === "hidden" ? hidden(item.unknown) : item,
    at: [...at, name, index],
  }));

const asElement = ({ value, at }: Laid): Laid => ({ value: { is: "map", members: new Map([["arn", value]]) }, at });

const trustOf = (own: Value, at: JsonPath): Laid[] => {
  const document = memberOf(own, "AssumeRolePolicyDocument");
  return statementsIn({ name: nothing, document, at: [...at, "AssumeRolePolicyDocument"] }, "");
};

const namesOf = (id: string, { scope }: Template, at: JsonPath): Laid[] =>
  ["RoleName", "Arn"].map((attribute) => ({ value: attributeOf(id, attribute, scope, evaluate), at }));

type Asked = { written: Written; own: Value; template: Template; attached: AttachedTo };
type Lists = Readonly<Record<string, readonly Laid[]>>;

const listsOf = (id: string, { written, own, template, attached }: Asked): Lists => {
  const at = ["Resources", written.from, "Properties"];
  const name = names[written.type];
  const document = { name: nothing, document: memberOf(own, "PolicyDocument"), at: [...at, "PolicyDocument"] };
  if (name === undefined) return { PolicyDocument: statementsIn(document, "") };
  const added = attached({ type: written.type, name: memberOf(own, name), token: tokenOf(template.scope, id, name) });
  return {
    Policies: [...inlineOf(own, at), ...added.Policies],
    ManagedPolicyArns: [...listed(own, "ManagedPolicyArns", at).map(asElement), ...added.ManagedPolicyArns],
    ...(written.type === user ? { Groups: [...listed(own, "Groups", at), ...added.Groups] } : {}),
    ...(written.type === role ? { AssumeRolePolicyDocument: trustOf(own, at), Names: [...namesOf(id, template, at), ...added.Names] } : {}),
  };
};

/** Lays out the policies of roles, users and groups with what is attached to them from outside, statement by statement. */
export const identitiesOf =
  (template: Template, attached: AttachedTo) =>
  (id: string, written: Written, own: Value): Own => {
    if (own.is !== "map" || (names[written.type] === undefined && written.type !== managedPolicy)) return { value: own, places: new Map() };
    const lists = Object.entries(listsOf(id, { written, own, template, attached }));
    const laid = lists.map(([name, elements]): [string, Value] => [name, { is: "list", items: elements.map(({ value }) => value) }]);
    return {
      value: { ...own, members: new Map([...own.members, ...laid]) },
      places: new Map(lists.map(([name, elements]) => [name, elements.map(({ at }) => at)])),
    };
  };
