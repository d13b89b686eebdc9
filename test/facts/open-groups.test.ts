import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Unknowns } from "../../src/estate/unknown.ts";
import { openGroups } from "../../src/facts/open-groups.ts";
import { viewOf } from "../../src/facts/view.ts";
import { joinOver } from "../../src/estate/join.ts";
import type { Resource } from "../../src/estate/estate.ts";
import { nowhere } from "./estate.ts";

const place = { account: "111122223333", region: "eu-central-1" };

const resourceOf = (
  kind: string,
  config: JsonObject,
  unknown: Unknowns = {},
  createdAt: string | null = "2026-11-01T09:00:00Z",
): Resource => ({
  id: `${kind}-${JSON.stringify(config["groupId"] ?? "")}`,
  kind,
  name: kind,
  arn: null,
  ...place,
  createdAt,
  config,
  unknown,
  defaulted: [],
});

const say = (asked: Resource, ...groups: Resource[]): Record<string, unknown> => {
  const coverage = [{ ...place, kind: "security-group", phase: "list" as const, state: "complete" as const, seen: 1 }];
  const said = openGroups.derive(viewOf(asked, joinOver({ resources: [asked, ...groups], coverage })), nowhere);
  return Object.fromEntries(Object.entries(said).map(([name, one]) => [name, "value" in one ? one.value : one.unknown.reason]));
};

const rule = (port: number, members: JsonObject): JsonObject => ({
  rule: `tcp ${port}`,
  protocol: "tcp",
  fromPort: port,
  toPort: port,
  cidrBlocks: [],
  ipv6CidrBlocks: [],
  prefixListIds: [],
  groupIds: [],
  ...members,
});
const group = (ingress: JsonObject[], unknown: Unknowns = {}): Resource =>
  resourceOf("security-group", { groupId: "sg-1", ingress }, unknown);
const notebook = resourceOf("notebook-instance", { securityGroupIds: ["sg-1"] });

const closed = { openToWorld: null, openWorkPorts: null };
const unseen = { openToWorld: "unresolved", openWorkPorts: "unresolved" };
const later = { reason: "known-after-apply", detail: "later" } as const;

describe("A rule that opens a port to a list of addresses", () => {
  it("lets in nobody knows whom: here that is unknown, whoever keeps the list", () => {
    for (const id of ["pl-0a1b2c3d4e5f60718", "pl-a3a144ca"])
      expect(say(notebook, group([rule(8888, { prefixListIds: [id] })]))).toEqual(unseen);
  });

  it("says nothing of ports for work that it does not open", () => {
    const beside = say(notebook, group([rule(443, { prefixListIds: ["pl-1"] })]));
    expect(beside).toEqual({ openToWorld: "unresolved", openWorkPorts: null });
  });

  it("changes nothing where another rule lets in the world, or the same one does", () => {
    const open = { openToWorld: "tcp 22", openWorkPorts: "22" };
    expect(say(notebook, group([rule(8888, { prefixListIds: ["pl-1"] }), rule(22, { cidrBlocks: ["0.0.0.0/0"] })]))).toEqual(open);
    expect(say(notebook, group([rule(22, { prefixListIds: ["pl-1"], cidrBlocks: ["0.0.0.0/0"] })]))).toEqual(open);
  });

  it("is as unknown while its list is not made yet, and convicts by its addresses all the same", () => {
    const unknown = { "/ingress/0/prefixListIds/0": later };
    const hidden = { openToWorld: later.reason, openWorkPorts: later.reason };
    expect(say(notebook, group([rule(8888, { prefixListIds: [""] })], unknown))).toEqual(hidden);
    const both = rule(8888, { prefixListIds: [""], ipv6CidrBlocks: ["::/0"] });
    expect(say(notebook, group([both], unknown))).toEqual({ openToWorld: "tcp 8888", openWorkPorts: "8888" });
  });

  it("is found among more than ten", () => {
    const rules = Array.from({ length: 11 }, (_, index) => rule(9000 + index, { groupIds: ["sg-2"] }));
    const open = rule(22, { cidrBlocks: ["0.0.0.0/0"], prefixListIds: [""] });
    const said = say(notebook, group([...rules, open], { "/ingress/11/prefixListIds": later }));
    expect(said).toEqual({ openToWorld: "tcp 22", openWorkPorts: "22" });
  });
});

describe("A rule for another group", () => {
  it("lets in that group and nobody else, known or not", () => {
    expect(say(notebook, group([rule(8888, { groupIds: ["sg-2"] })]))).toEqual(closed);
    expect(say(notebook, group([rule(8888, { groupIds: [""] })], { "/ingress/0/groupIds/0": later }))).toEqual(closed);
  });
});

describe("What is hidden of a rule", () => {
  it("may be a port for work, unless the ports are seen", () => {
    const web = [rule(443, {})];
    expect(say(notebook, group(web, { "/ingress/0/cidrBlocks": later }))).toEqual({ openToWorld: later.reason, openWorkPorts: null });
    for (const pointer of ["/ingress/0", "/ingress/0/toPort", "/ingress/0/protocol"])
      expect(say(notebook, group(web, { [pointer]: later }))).toMatchObject({ openWorkPorts: later.reason });
    expect(say(notebook, group(web, { "/ingress/-": later }))).toMatchObject({ openWorkPorts: later.reason });
  });
});

describe("A cluster of EMR", () => {
  const cluster = (state: string, groups: JsonObject, createdAt?: string | null): Resource => {
    const none = { serviceAccessSecurityGroupId: null, additionalMasterSecurityGroupIds: [], additionalCoreSecurityGroupIds: [] };
    return resourceOf("emr-cluster", { state, ...none, ...groups }, {}, createdAt);
  };
  const unnamed = { masterSecurityGroupId: null, coreSecurityGroupId: null };
  const named = { masterSecurityGroupId: "sg-1", coreSecurityGroupId: "sg-1" };
  const open = group([rule(22, { cidrBlocks: ["0.0.0.0/0"] })]);

  it("that starts without groups is not said to be closed: EMR has yet to give it some", () => {
    expect(say(cluster("STARTING", unnamed))).toEqual(unseen);
    expect(say(cluster("STARTING", { ...unnamed, coreSecurityGroupId: "sg-1" }), group([]))).toEqual(unseen);
    expect(say(cluster("WAITING", named), group([]))).toEqual(closed);
  });

  it("that is planned without groups gets some that the plan does not show", () => {
    expect(say(cluster("STARTING", unnamed, null))).toEqual(unseen);
  });

  it("fails by an additional group that is open, whatever EMR gives it besides", () => {
    expect(say(cluster("STARTING", { ...unnamed, additionalMasterSecurityGroupIds: ["sg-1"] }), open)).toMatchObject({
      openWorkPorts: "22",
    });
  });

  it("that is over lets in nobody, by whatever groups it had", () => {
    expect(say(cluster("TERMINATED", named), open)).toEqual(closed);
    expect(say(cluster("TERMINATED_WITH_ERRORS", unnamed))).toEqual(closed);
    expect(say(cluster("TERMINATING", named), open)).toMatchObject({ openWorkPorts: "22" });
  });
});

describe("A cluster of HyperPod", () => {
  const cluster = (groups: JsonObject[], unknown: Unknowns = {}): Resource =>
    resourceOf("hyperpod-cluster", { securityGroupIds: [], instanceGroups: groups, restrictedGroups: [] }, unknown);
  const open = group([rule(22, { cidrBlocks: ["0.0.0.0/0"] })]);

  it("is in the groups of its instances too, where these have a network of their own", () => {
    expect(say(cluster([{ name: "w", securityGroupIds: ["sg-1"] }]), open)).toEqual({ openToWorld: "tcp 22", openWorkPorts: "22" });
    expect(say(cluster([{ name: "w", securityGroupIds: [] }]), open)).toEqual(closed);
    expect(say(cluster([{ name: "w", securityGroupIds: [] }], { "/instanceGroups/-": later }), open)).toMatchObject({
      openToWorld: later.reason,
    });
  });
});

describe("A notebook that names no group", () => {
  const inSubnet = (subnetId: string | null, unknown: Unknowns = {}): Resource =>
    resourceOf("notebook-instance", { securityGroupIds: [], subnetId, state: "InService" }, unknown);

  it("is in the default group of its network, of which nothing is known here", () => {
    expect(say(inSubnet("subnet-0a1"))).toEqual(unseen);
    expect(say(resourceOf("ec2-notebook", { securityGroupIds: [], subnetId: null, state: "running" }))).toEqual(unseen);
  });

  it("is in none where it lies in no subnet, and nobody knows where that is hidden", () => {
    expect(say(inSubnet(null))).toEqual(closed);
    expect(say(inSubnet("", { "/subnetId": later }))).toEqual({ openToWorld: later.reason, openWorkPorts: later.reason });
  });
});
