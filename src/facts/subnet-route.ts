import type { Resource } from "../estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText, text } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import { type FactSource } from "./fact.ts";
import { read, readText, type View } from "./view.ts";

type Found = { table: Resource | null } | { unknown: Unknown };

const names = (resource: Resource, subnetId: string): Derived<boolean> => {
  const ids = read(resource, "subnetIds");
  if ("unknown" in ids) return ids;
  const isNamed = Array.isArray(ids.value) && ids.value.includes(subnetId);
  const [hidden] = Object.entries(resource.unknown).filter(([pointer]) => pointer.startsWith("/subnetIds/"));
  return isNamed || !hidden ? known(isNamed) : { unknown: hidden[1] };
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

/** Its own table, or else the main one of its VPC, which serves it only if no table that was not seen names it. */
const tableOf = (view: View): Found => {
  const [subnetId, vpcId] = [readText(view.resource, "subnetId"), readText(view.resource, "vpcId")];
  if ("unknown" in subnetId) return subnetId;
  if ("unknown" in vpcId) return vpcId;
  const { resources, open } = view.all("route-table");
  const own = firstOf(resources, (table) => names(table, subnetId.value ?? ""));
  if ("unknown" in own || own.table) return own;
  if (open) return { unknown: open };
  return firstOf(resources, (table) => isMain(table, vpcId.value ?? ""));
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
