import { evaluate } from "./evaluate.ts";
import { tokenOf } from "./reference.ts";
import type { Template } from "./template.ts";
import { plain, type Value } from "./value.ts";

/** Rules that are written as resources of their own, by the property of a group that they add to. */
const properties: Readonly<Record<string, string>> = {
  "AWS::EC2::SecurityGroupIngress": "SecurityGroupIngress",
  "AWS::EC2::SecurityGroupEgress": "SecurityGroupEgress",
};

/** What AWS gives to a group whose author says nothing of the way out. */
const everywhere: Value = {
  is: "map",
  members: new Map([
    ["IpProtocol", plain("-1")],
    ["CidrIp", plain("0.0.0.0/0")],
  ]),
};

type Added = { property: string; token: string; rule: Value };

const addedBy = ({ resources, scope, exists }: Template): Added[] =>
  [...resources.values()].flatMap((written): Added[] => {
    const property = properties[written.type];
    const truth = property === undefined ? false : exists(written);
    if (property === undefined || truth === false) return [];
    const rule = evaluate(written.properties, scope);
    const group = rule.is === "map" ? rule.members.get("GroupId") : undefined;
    const token = group?.is === "hidden" ? group.unknown.same : undefined;
    if (token === undefined) return [];
    return [{ property, token, rule: truth === true ? rule : { is: "hidden", unknown: truth, maybe: true } }];
  });

const withRules = (own: Value | undefined, rules: readonly Value[]): Value | undefined => {
  if (rules.length === 0) return own;
  if (own === undefined || own.is === "nothing") return { is: "list", items: rules };
  return own.is === "list" ? { is: "list", items: [...own.items, ...rules] } : own;
};

/** Puts the rules of security groups where the groups are that they belong to. */
export const securityGroupsOf = (template: Template): ((id: string, own: Value) => Value) => {
  const added = Map.groupBy(addedBy(template), ({ token }) => token);
  return (id, own) => {
    if (own.is !== "map") return own;
    const rules = added.get(tokenOf(template.scope, id, "GroupId")) ?? [];
    const members = new Map(own.members);
    const egress = members.get("SecurityGroupEgress");
    if (egress === undefined || egress.is === "nothing") members.set("SecurityGroupEgress", { is: "list", items: [everywhere] });
    for (const property of Object.values(properties)) {
      const found = withRules(
        members.get(property),
        rules.filter((one) => one.property === property).map(({ rule }) => rule),
      );
      if (found) members.set(property, found);
    }
    return { ...own, members };
  };
};
