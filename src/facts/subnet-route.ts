import type { Resource } from "../estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText, text } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import { type FactSource } from "./fact.ts";
import { read, readText, type View } from "./view.ts";

type Found = { table: Resource | null } | { unknown: Unknown };

/** Tables in the order in which they were found, by what they serve, and those of which that is hidden. */
type Tables = {
  bySubnet: ReadonlyMap<string, Resource>;
  hiddenSubnets: Unknown | undefined;
  /** Whether a table is the main one of a VPC; one that may be of any VPC stands with each. */
  mainOf: (vpcId: string) => Found;
};

const hiddenName = (table: Resource): Unknown | undefined => {
  const ids = read(table, "subnetIds");
  return "unknown" in ids ? ids.unknown : Object.entries(table.unknown).find(([pointer]) => pointer.startsWith("/subnetIds/"))?.[1];
};

const subnetsOf = (table: Resource): string[] => {
  const ids = read(table, "subnetIds");
  return "value" in ids && Array.isArray(ids.value) ? ids.value.filter((id) => typeof id === "string") : [];
};

const isMain = (resource: Resource, vpcId: string): Derived<boolean> => {
  const vpc = readText(resource, "vpcId");
  if ("unknown" in vpc) return vpc;
  if (vpc.value !== vpcId) return known(false);
  const main = read(resource, "main");
  return "unknown" in main ? main : known(main.value === true);
};

/** The first of which it is so; if none is, why that is not sure. */
const firstOf = (tables: readonly Resource[], is: (table: Resource) => Derived<boolean>): Found => {
  let unknown: Unknown | undefined;
  for (const table of tables) {
    const said = is(table);
    if ("unknown" in said) unknown ??= said.unknown;
    else if (said.value) return { table };
  }
  return unknown ? { unknown } : { table: null };
};

const sort = (all: readonly Resource[]): Tables => {
  const bySubnet = new Map<string, Resource>();
  for (const table of all.toReversed()) for (const id of subnetsOf(table)) bySubnet.set(id, table);
  const vpcOf = (table: Resource): string | null => {
    const vpc = readText(table, "vpcId");
    return "unknown" in vpc ? null : (vpc.value ?? "");
  };
  const byVpc = Map.groupBy(all, vpcOf);
  const ofAny = byVpc.get(null) ?? [];
  const mains = new Map<string, Found>();
  const mainOf = (vpcId: string): Found => {
    const found = mains.get(vpcId) ?? firstOf([...(byVpc.get(vpcId) ?? []), ...ofAny], (table) => isMain(table, vpcId));
    mains.set(vpcId, found);
    return found;
  };
  return { bySubnet, hiddenSubnets: all.map(hiddenName).find((unknown) => unknown !== undefined), mainOf };
};

/** A thousand subnets ask after the same tables. */
const sorted = new WeakMap<readonly Resource[], Tables>();

/** Its own table, or else the main one of its VPC, which serves it only if no table that was not seen names it. */
const tableOf = (view: View): Found => {
  const [subnetId, vpcId] = [readText(view.resource, "subnetId"), readText(view.resource, "vpcId")];
  if ("unknown" in subnetId) return subnetId;
  if ("unknown" in vpcId) return vpcId;
  const { resources, open } = view.all("route-table");
  const tables = sorted.get(resources) ?? sort(resources);
  sorted.set(resources, tables);
  const own = tables.bySubnet.get(subnetId.value ?? "");
  if (own) return { table: own };
  const unknown = tables.hiddenSubnets ?? open;
  return unknown ? { unknown } : tables.mainOf(vpcId.value ?? "");
};

/** Every subnet is served by one, which another account may not show. */
const hiddenTable: Unknown = { reason: "unmatched", detail: "the route table that serves it is not to be seen" };

const everywhere = new Set<Json>(["0.0.0.0/0", "::/0"]);
const textIn = (route: JsonObject, field: string): string => (typeof route[field] === "string" ? route[field] : "");

/** Of several ways the one that opens most. */
const waysOut = ["igw", "nat", "other"] as const;
const wayBy = (route: JsonObject): (typeof waysOut)[number] | undefined => {
  if (textIn(route, "gatewayId").startsWith("igw-")) return "igw";
  if (textIn(route, "natGatewayId") !== "") return "nat";
  return textIn(route, "gatewayId") !== "" || textIn(route, "otherTarget") !== "" ? "other" : undefined;
};

const routesOf = (table: Resource): Derived<string | null> => {
  const routes = read(table, "routes");
  if ("unknown" in routes) return routes;
  const [hidden] = Object.entries(table.unknown).filter(([pointer]) => pointer.startsWith("/routes/"));
  if (hidden) return { unknown: hidden[1] };
  const leading = Array.isArray(routes.value) ? routes.value.filter(isObject) : [];
  const ways = leading.filter((route) => everywhere.has(route["destination"] ?? null) && route["state"] !== "blackhole").map(wayBy);
  return known(waysOut.find((way) => ways.includes(way)) ?? null);
};

const ofTable = (found: Found, say: (table: Resource) => Derived): Derived => {
  if ("unknown" in found) return found;
  return found.table ? say(found.table) : { unknown: hiddenTable };
};

/** What a subnet's view says of it: the table that serves it, and how it reaches the internet. */
export const wayOf = (view: View): { table: Derived; way: Derived } => {
  const found = tableOf(view);
  return { table: ofTable(found, (table) => readText(table, "routeTableId")), way: ofTable(found, routesOf) };
};

export const subnetRoute: FactSource = {
  kinds: ["subnet"],
  reads: { subnet: ["subnetId", "vpcId"] },
  looksAt: { "route-table": ["routeTableId", "vpcId", "main", "subnetIds", "routes"] },
  fields: {
    // The table that serves it: its own, or the main one of its VPC.
    routeTableId: text({ change: "in-place", samples: ["rtb-0a1"] }),
    // How it reaches the internet: by a gateway of its own (in both directions), by NAT (outwards), or perhaps by another network. Null: not at all.
    internetRoute: optionalText({ change: "in-place", values: ["igw", "nat", "other"] }),
  },
  derive: (view) => {
    const { table, way } = wayOf(view);
    return { routeTableId: table, internetRoute: way };
  },
};
