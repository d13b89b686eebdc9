import { unresolved } from "./scope.ts";
import { elementsOf, hidden, memberOf, nothing, textOf, type Value } from "./value.ts";

const isThere = (value: Value): boolean => value.is !== "nothing";

/** The interface that an instance speaks by: the first device. Undefined: it has none of its own. */
const primaryIn = (interfaces: Value): Value | undefined => {
  const all = elementsOf(interfaces);
  const index = (one: Value): Value => (one.is === "hidden" ? one : memberOf(one, "DeviceIndex"));
  const open = all.find((one) => index(one).is === "hidden");
  return (
    all.find((one) => textOf(index(one)) === "0") ??
    (open?.is === "hidden" ? open : open && hidden(unresolved("which device is the first"))) ??
    all[0]
  );
};

/** What an interface says of the instance; of one that exists already only its id is known. */
const saidBy = (network: Value, name: string): Value => {
  const said = memberOf(network, name);
  return isThere(memberOf(network, "NetworkInterfaceId")) && !isThere(said)
    ? hidden(unresolved("a network interface of its own says it"))
    : said;
};

const bySubnet = hidden(unresolved("its subnet decides whether it has a public address"));

const interfacesWith = (publicly: Value): [string, Value] => [
  "NetworkInterfaces",
  { is: "list", items: [{ is: "map", members: new Map([["AssociatePublicIpAddress", isThere(publicly) ? publicly : bySubnet]]) }] },
];

const networkOf = (own: Value): [string, Value][] => {
  const network = primaryIn(memberOf(own, "NetworkInterfaces"));
  if (!network) {
    const address = interfacesWith(nothing);
    return isThere(memberOf(own, "SecurityGroups"))
      ? [address, ["SecurityGroupIds", hidden(unresolved("groups are given by name"))]]
      : [address];
  }
  const publicly = saidBy(network, "AssociatePublicIpAddress");
  return [["SubnetId", saidBy(network, "SubnetId")], ["SecurityGroupIds", saidBy(network, "GroupSet")], interfacesWith(publicly)];
};

/** The volumes that are written, and those that come with the image. */
const volumesOf = (own: Value): Value => {
  const mapped = elementsOf(memberOf(own, "BlockDeviceMappings"));
  const written = mapped.filter((one) => one.is === "hidden" || isThere(memberOf(one, "Ebs")));
  const items = written.map((one) => (one.is === "hidden" ? hidden(one.unknown) : one));
  return { is: "list", items: [...items, hidden({ reason: "known-after-apply", detail: "the volumes of its image" })] };
};

const metadataOf = (own: Value): Value => {
  const options = memberOf(own, "MetadataOptions");
  if (options.is === "hidden" || isThere(memberOf(options, "HttpTokens"))) return options;
  const members = options.is === "map" ? options.members : [];
  return { is: "map", members: new Map([...members, ["HttpTokens", hidden(unresolved("the image or the account decides"))]]) };
};

/** An instance as its own properties would say it, wherever its author wrote it. */
export const instanceOf = (own: Value): Value => {
  if (own.is !== "map") return own;
  const laid: [string, Value][] = [...networkOf(own), ["BlockDeviceMappings", volumesOf(own)], ["MetadataOptions", metadataOf(own)]];
  const members = new Map([...own.members, ...laid.filter(([name, { is }]) => is !== "nothing" || name !== "SubnetId")]);
  return isThere(memberOf(own, "LaunchTemplate"))
    ? { is: "map", members, rest: unresolved("its launch template may say it") }
    : { ...own, members };
};
