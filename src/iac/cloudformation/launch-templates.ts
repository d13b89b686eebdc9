import { evaluate } from "./evaluate.ts";
import { tokenOf } from "./reference.ts";
import { unresolved } from "./scope.ts";
import type { Template } from "./template.ts";
import { elementsOf, hidden, memberOf, textOf, type Value } from "./value.ts";

type Map = Extract<Value, { is: "map" }>;
type Launch = { name: string | undefined; token: string; latest: string; data: Map };

const launchesIn = ({ resources, scope, exists }: Template): Launch[] =>
  [...resources].flatMap(([id, written]): Launch[] => {
    if (written.type !== "AWS::EC2::LaunchTemplate" || exists(written) !== true) return [];
    const own = evaluate(written.properties, scope);
    const data = memberOf(own, "LaunchTemplateData");
    const [token, latest] = [tokenOf(scope, id, "LaunchTemplateId"), tokenOf(scope, id, "LatestVersionNumber")];
    return data.is === "map" ? [{ name: textOf(memberOf(own, "LaunchTemplateName")), token, latest, data }] : [];
  });

const isSame = (value: Value, token: string): boolean => value.is === "hidden" && value.unknown.same === token;

/** Only its newest version is sure to be what is written: the default one stays what it was when the stack is updated. */
const isMeant = (said: Value, { name, token, latest }: Launch): boolean => {
  const version = memberOf(said, "Version");
  const named = textOf(memberOf(said, "LaunchTemplateName"));
  const isNamed = named !== undefined && named === name;
  return (isNamed || isSame(memberOf(said, "LaunchTemplateId"), token)) && (isSame(version, latest) || textOf(version) === "$Latest");
};

/** An instance names its profile, a template has its name or its ARN. */
const profileOf = (said: Value): Value => {
  const arn = memberOf(said, "Arn");
  if (arn.is === "nothing") return memberOf(said, "Name");
  const name = textOf(arn)?.split("/").at(-1);
  return name === undefined ? arn : { is: "plain", value: name };
};

/** Groups of an interface have another name in an instance. */
const interfaceOf = (said: Value): Value =>
  said.is === "map"
    ? { ...said, members: new Map([...said.members].map(([key, value]) => [key === "Groups" ? "GroupSet" : key, value])) }
    : said;

const otherwise: Readonly<Record<string, (said: Value) => Value>> = {
  IamInstanceProfile: profileOf,
  NetworkInterfaces: (said) => ({ is: "list", items: elementsOf(said).map(interfaceOf) }),
};

const tagsIn = (data: Map): Value[] =>
  elementsOf(memberOf(data, "TagSpecifications")).flatMap((one) => {
    const type = memberOf(one, "ResourceType");
    return type.is === "hidden" || textOf(type) === "instance" ? elementsOf(memberOf(one, "Tags")) : [];
  });

/** Where both say something of these, AWS takes some of each. */
const mixed = ["BlockDeviceMappings", "MetadataOptions", "NetworkInterfaces"];

const merged = (instance: Map, { data }: Launch): Value => {
  const own = { ...instance, members: new Map([...instance.members].filter(([, { is }]) => is !== "nothing")) };
  const given = [...data.members].map(([name, said]) => [name, otherwise[name]?.(said) ?? said] as const);
  const members = new Map<string, Value>([...given, ...own.members]);
  for (const name of mixed)
    if (own.members.has(name) && data.members.has(name))
      members.set(name, hidden(unresolved("its launch template says something of it too")));
  members.set("Tags", { is: "list", items: [...tagsIn(data), ...elementsOf(memberOf(own, "Tags"))] });
  members.delete("LaunchTemplate");
  return { ...own, members, ...(data.rest ? { rest: data.rest } : {}) };
};

/** An instance with what its launch template gives it, if that is one of this template's. */
export const launchTemplatesOf = (template: Template): ((own: Value) => Value) => {
  const launches = launchesIn(template);
  return (own) => {
    const meant = launches.find((launch) => isMeant(memberOf(own, "LaunchTemplate"), launch));
    return own.is === "map" && meant ? merged(own, meant) : own;
  };
};
