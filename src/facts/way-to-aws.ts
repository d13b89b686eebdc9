import type { Resource } from "../estate/estate.ts";
import type { Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { flag, optionalText } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { wayOf } from "./subnet-route.ts";
import { read, readText, type View } from "./view.ts";

/** What a notebook or Studio calls while people work in it, by the last part of the endpoint's service name. */
const needed = ["s3", "sagemaker.api", "sagemaker.runtime", "sts"] as const;

/** Where subnets count at all: elsewhere AWS's own network leads out. */
const closedBy: Readonly<Record<string, { field: string; value: string; subnets: string }>> = {
  "notebook-instance": { field: "directInternetAccess", value: "Disabled", subnets: "subnetId" },
  domain: { field: "networkAccess", value: "VpcOnly", subnets: "subnetIds" },
};

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : value === null ? [] : [value]);

const fields = ["serviceName", "type", "state", "privateDns", "routeTableIds"] as const;

/** Whether an endpoint of the VPC answers for the service in a subnet that this table serves. */
const serves = (endpoint: Resource, service: string, table: Json): Derived<boolean> => {
  const values: Partial<Record<(typeof fields)[number], Json>> = {};
  for (const field of fields) {
    const value = read(endpoint, field);
    if ("unknown" in value) return value;
    values[field] = value.value;
  }
  const name = typeof values.serviceName === "string" ? values.serviceName.replace(/-fips$/, "") : "";
  const state = typeof values.state === "string" ? values.state.toLowerCase() : "available";
  if (!name.endsWith(`.${service}`) || state !== "available") return known(false);
  return known(values.type === "Gateway" ? listOf(values.routeTableIds ?? null).includes(table) : values.privateDns === true);
};

type Endpoints = { near: readonly Resource[]; open: Unknown | undefined };

const endpointsOf = (view: View): Endpoints => {
  const vpc = readText(view.resource, "vpcId");
  if ("unknown" in vpc) return { near: [], open: vpc.unknown };
  const { resources, open } = view.all("vpc-endpoint");
  const ids = resources.map((endpoint) => ({ endpoint, vpcId: readText(endpoint, "vpcId") }));
  const hidden = ids.map(({ vpcId }) => ("unknown" in vpcId ? vpcId.unknown : undefined)).find((unknown) => unknown !== undefined);
  return {
    near: ids.filter(({ vpcId }) => "value" in vpcId && vpcId.value === vpc.value).map(({ endpoint }) => endpoint),
    open: open ?? hidden,
  };
};

const lacks = ({ near, open }: Endpoints, service: string, table: Json): Derived<boolean> => {
  const said = near.map((endpoint) => serves(endpoint, service, table));
  if (said.some((one) => "value" in one && one.value)) return known(false);
  const hidden = said.map((one) => ("unknown" in one ? one.unknown : undefined)).find((unknown) => unknown !== undefined) ?? open;
  return hidden ? { unknown: hidden } : known(true);
};

/** An internet gateway is no way out here: what SageMaker puts into a subnet has no public address. */
const lackingIn = (view: View): Derived<string[]> => {
  const owner = readText(view.resource, "ownerId");
  if ("unknown" in owner) return owner;
  if (owner.value !== null && owner.value !== view.resource.account)
    return { unknown: { reason: "unmatched", detail: "the subnet is another account's, which has the endpoints" } };
  const { table, way } = wayOf(view);
  if ("unknown" in way) return way;
  if ("unknown" in table) return table;
  if (way.value === "nat" || way.value === "other") return known([]);
  const endpoints = endpointsOf(view);
  const missing: string[] = [];
  for (const service of needed) {
    const said = lacks(endpoints, service, table.value);
    if ("unknown" in said) return said;
    if (said.value) missing.push(service);
  }
  return known(missing);
};

/** Whether what runs in a subnet reaches the internet from there. */
const leadsOut = (subnet: View): Derived<boolean> => {
  const { way } = wayOf(subnet);
  return "unknown" in way ? way : known(way.value === "nat" || way.value === "other");
};

/** Of a notebook that AWS's own network does not lead out: whether its subnet does. */
const reachesInternet = (view: View): Derived<boolean> => {
  const closed = closedBy[view.resource.kind];
  const mode = readText(view.resource, closed?.field ?? "");
  if ("unknown" in mode) return mode;
  if (!closed || mode.value !== closed.value) return known(true);
  const subnets = read(view.resource, closed.subnets);
  if ("unknown" in subnets) return subnets;
  let some = false;
  for (const subnetId of listOf(subnets.value)) {
    const subnet = view.one("subnet", { subnetId });
    if (!("found" in subnet))
      return { unknown: "unseen" in subnet ? subnet.unseen : { reason: "unmatched", detail: "its subnet is not to be seen" } };
    const leads = leadsOut({ ...view, resource: subnet.found });
    if ("unknown" in leads) return leads;
    some ||= leads.value;
  }
  return known(some);
};

const cutOffFrom = (view: View): Derived<string | null> => {
  const closed = closedBy[view.resource.kind];
  const mode = readText(view.resource, closed?.field ?? "");
  if ("unknown" in mode) return mode;
  if (!closed || mode.value !== closed.value) return known(null);
  const subnets = read(view.resource, closed.subnets);
  if ("unknown" in subnets) return subnets;
  if (Object.keys(view.resource.unknown).some((pointer) => pointer.startsWith(`/${closed.subnets}/`)))
    return { unknown: { reason: "not-given", detail: "not all of its subnets are known" } };
  const missing = new Set<string>();
  for (const subnetId of listOf(subnets.value)) {
    const subnet = view.one("subnet", { subnetId });
    if ("unseen" in subnet) return { unknown: subnet.unseen };
    if ("missing" in subnet) return { unknown: { reason: "unmatched", detail: "its subnet is not to be seen" } };
    const lacking = lackingIn({ ...view, resource: subnet.found });
    if ("unknown" in lacking) return lacking;
    for (const service of lacking.value) missing.add(service);
  }
  return known([...missing].sort().join(", ") || null);
};

export const wayToAws: FactSource = {
  kinds: Object.keys(closedBy),
  reads: Object.fromEntries(Object.entries(closedBy).map(([kind, { field, subnets }]) => [kind, [field, subnets]])),
  looksAt: {
    subnet: ["subnetId", "vpcId", "ownerId"],
    "route-table": ["routeTableId", "vpcId", "main", "subnetIds", "routes"],
    "vpc-endpoint": ["vpcId", ...fields],
  },
  fields: {
    // The services of AWS that it needs and cannot reach: there is neither NAT nor an endpoint. Null: none, or AWS's network leads out.
    cutOffFrom: optionalText({ change: "in-place", samples: ["s3, sts", "sagemaker.api, sagemaker.runtime"] }),
    // Whether it reaches the internet, by AWS's network or by its subnet.
    reachesInternet: flag({ change: "in-place" }),
  },
  derive: (view) => ({ cutOffFrom: cutOffFrom(view), reachesInternet: reachesInternet(view) }),
};
