import { describe, expect, it } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import { deriveFacts } from "../../src/facts/index.ts";
import { nowhere } from "./estate.ts";

const account = "111122223333";
const region = "eu-central-1";
const resource = (kind: string, name: string, config: JsonObject): Resource => ({
  id: name,
  kind,
  name,
  arn: null,
  account,
  region,
  createdAt: null,
  config,
  unknown: {},
  defaulted: [],
});
const subnet = resource("subnet", "subnet-1", { subnetId: "subnet-1", vpcId: "vpc-1" });
const table = (routeTableId: string, differs: JsonObject): Resource =>
  resource("route-table", routeTableId, { routeTableId, vpcId: "vpc-1", main: false, subnetIds: [], routes: [], ...differs });
const route = (destination: string, differs: JsonObject): JsonObject => ({
  destination,
  gatewayId: null,
  natGatewayId: null,
  otherTarget: null,
  state: "active",
  ...differs,
});
const out = (differs: JsonObject): JsonObject[] => [route("10.0.0.0/16", { gatewayId: "local" }), route("0.0.0.0/0", differs)];

const factsOf = (tables: readonly Resource[], state: "complete" | "denied" = "complete"): [unknown, string[]] => {
  const coverage = ["subnet", "route-table"].map((kind) => ({ account, region, kind, phase: "list", state, seen: 1 }) as const);
  const estate = deriveFacts(
    { format: "sagewarden/estate@1", source: "live", collectedAt: null, resources: [subnet, ...tables], coverage },
    nowhere,
  );
  const seen = estate.resources.find(({ id }) => id === "subnet-1");
  return [seen?.config["facts"], Object.keys(seen?.unknown ?? {}).sort()];
};

describe("The way of a subnet to the internet", () => {
  it.each<[string, JsonObject[], string | null]>([
    ["an internet gateway", out({ gatewayId: "igw-1" }), "igw"],
    ["NAT", out({ natGatewayId: "nat-1" }), "nat"],
    ["a transit gateway, perhaps", out({ otherTarget: "tgw-1" }), "other"],
    ["an internet gateway for IPv6 beside NAT", [...out({ natGatewayId: "nat-1" }), route("::/0", { gatewayId: "igw-1" })], "igw"],
    ["none where only the VPC is reached", [route("10.0.0.0/16", { gatewayId: "local" })], null],
    ["none where the gateway is gone", out({ gatewayId: "igw-1", state: "blackhole" }), null],
  ])("is %s", (_, routes, internetRoute) => {
    const own = table("rtb-1", { subnetIds: ["subnet-1"], routes });
    expect(factsOf([own, table("rtb-main", { main: true, routes: out({ gatewayId: "igw-9" }) })])).toEqual([
      { routeTableId: "rtb-1", internetRoute },
      [],
    ]);
  });

  it("follows the main table of its own VPC where no table names it", () => {
    const main = table("rtb-main", { main: true, routes: out({ natGatewayId: "nat-1" }) });
    const other = table("rtb-other", { main: true, vpcId: "vpc-2", routes: out({ gatewayId: "igw-1" }) });
    expect(factsOf([other, main])).toEqual([{ routeTableId: "rtb-main", internetRoute: "nat" }, []]);
  });

  it("is unknown where another table that nobody saw may name it", () => {
    const main = table("rtb-main", { main: true, routes: out({ natGatewayId: "nat-1" }) });
    expect(factsOf([main], "denied")).toEqual([{}, ["/facts/internetRoute", "/facts/routeTableId"]]);
  });

  it("is unknown, and not none, where no table is to be seen", () => {
    expect(factsOf([])).toEqual([{}, ["/facts/internetRoute", "/facts/routeTableId"]]);
  });
});
