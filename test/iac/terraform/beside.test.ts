import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/estate/json.ts";
import type { Resource } from "../../../src/estate/estate.ts";
import { verdictsOf } from "../../policies/verdicts-of.ts";
import { byId, changeOf, hidden, objectAt, planDocument, planText, read, sourcesOf } from "./plans.ts";

const name = "30-beside";
const sources = sourcesOf(name);
const estate = read(planText(name), sources);
const group = (id: string, from = estate): Resource => byId(from, `aws_security_group.${id}`);
const edited = (edit: (plan: JsonObject) => void) => {
  const plan = planDocument(name);
  edit(plan);
  return read(JSON.stringify(plan), sources);
};

describe("Rules of a security group that are resources of their own", () => {
  it("belong to the group that they name, through modules and in both spellings", () => {
    expect(group("closed").config).toMatchObject({
      ingress: [{ rule: "tcp 8888", cidrBlocks: ["10.0.0.0/8"], groupIds: [] }],
      egress: [{ rule: "all", cidrBlocks: ["0.0.0.0/0"] }],
    });
    expect(byId(estate, "module.network.aws_security_group.opened").config).toMatchObject({
      ingress: [{ rule: "tcp 8888", cidrBlocks: ["0.0.0.0/0"] }],
      egress: [],
    });
  });

  it("decide whether a notebook in such a group is open to the world", () => {
    const expected = { opened: "fail", closed: "pass", chosen: "unknown" };
    expect(verdictsOf(estate, "work-ports-open")).toMatchObject(expected);
    expect(verdictsOf(estate, "groups-open")).toMatchObject(expected);
  });

  it("leave open what stands in the group itself where only the .tf file tells", () => {
    const without = read(planText(name));
    expect(hidden(group("closed", without))["/ingress/1"]?.detail).toContain("only the .tf file tells");
    expect(verdictsOf(without, "work-ports-open")).toMatchObject({ closed: "unknown" });
  });

  it("that let the world in do so whatever else is not known: of the group, or of other groups", () => {
    expect(verdictsOf(read(planText(name)), "work-ports-open")).toMatchObject({ opened: "fail" });
    const another = edited((plan) => {
      const change = changeOf(plan, "aws_sagemaker_notebook_instance.opened");
      Object.assign(objectAt(change, "after"), { security_groups: ["sg-elsewhere", null] });
      Object.assign(objectAt(change, "after_unknown"), { security_groups: [false, true] });
    });
    expect(verdictsOf(another, "work-ports-open")).toMatchObject({ opened: "fail" });
  });

  const inForce = (plan: JsonObject): void => {
    const open = { protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] };
    const own = {
      ...objectAt(changeOf(plan, "aws_security_group.closed"), "after"),
      id: "sg-1",
      name: "closed",
      ingress: [open],
      egress: [],
    };
    Object.assign(changeOf(plan, "aws_security_group.closed"), { actions: ["no-op"], before: own, after: own, after_unknown: {} });
    const rule = changeOf(plan, "aws_vpc_security_group_ingress_rule.office");
    Object.assign(rule, { after: { ...objectAt(rule, "after"), security_group_id: "sg-1" }, after_unknown: { id: true } });
  };

  it("add to what a group of the state has already", () => {
    expect(group("closed", edited(inForce)).config["ingress"]).toMatchObject([{ rule: "tcp 22" }, { rule: "tcp 8888" }]);
  });

  it("that are as they were stand in the group already, and are not told twice", () => {
    const kept = edited((plan) => {
      inForce(plan);
      const rule = changeOf(plan, "aws_vpc_security_group_ingress_rule.office");
      Object.assign(rule, { actions: ["no-op"], before: rule["after"], after_unknown: {} });
    });
    expect(group("closed", kept).config["ingress"]).toMatchObject([{ rule: "tcp 22" }]);
  });

  it.each([
    ["is changed", { actions: ["update"], before: { ip_protocol: "tcp", from_port: 22, to_port: 22, security_group_id: "sg-1" } }],
    ["is taken away", { actions: ["delete"], before: { security_group_id: "sg-1" }, after: null, after_unknown: {} }],
  ])("of which one %s leave open what else stands in the group", (_, change) => {
    const less = edited((plan) => {
      inForce(plan);
      Object.assign(changeOf(plan, "aws_vpc_security_group_ingress_rule.office"), change);
    });
    expect(Object.values(hidden(group("closed", less))).map(({ detail }) => detail)).toContain("a part of ingress is changed elsewhere");
    expect(group("closed", less).config["ingress"]).not.toContainEqual(expect.objectContaining({ rule: "tcp 22" }));
  });
});

describe("Policies and groups of users", () => {
  it("are read from the resources that give them", () => {
    expect(byId(estate, "aws_iam_user.ada").config).toMatchObject({
      statements: [{ id: "presign/statement-1" }],
      attachedPolicies: [{ arn: "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess" }],
      groupNames: ["science", "staff", "platform"],
    });
    expect(byId(estate, "aws_iam_group.science").config).toMatchObject({
      attachedPolicies: [{ arn: "arn:aws:iam::aws:policy/AmazonSageMakerReadOnly" }],
    });
  });

  it("are told once, though two types attach the same to a role", () => {
    expect(byId(estate, "aws_iam_role.notebooks").config["attachedPolicies"]).toEqual([
      { arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
      { arn: "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess" },
    ]);
  });
});

describe("An instance that is made from a launch template", () => {
  const id = "aws_instance.from_template";

  it("may have from the template whatever is not written in it", () => {
    const unknown = hidden(byId(estate, id));
    for (const pointer of ["/instanceProfileName", "/securityGroupIds", "/keyName", "/userData", "/tags/-"])
      expect(unknown[pointer]).toMatchObject({ reason: "known-after-apply", detail: "launch_template may set it" });
    expect(byId(estate, id).config).toMatchObject({ instanceType: "g5.xlarge", tags: { Name: "jupyter-ada" } });
  });

  it("is neither failed nor passed for what the template may hold", () => {
    const ids = ["ec2-notebook-profile", "ec2-notebook-token", "groups-open", "work-ports-open", "required-tags"];
    expect(ids.map((rule) => verdictsOf(estate, rule)[id])).toEqual(ids.map(() => "unknown"));
  });

  it.each([
    ["fail", { user_data: "jupyter lab --ServerApp.token=''" }],
    ["fail", { user_data_base64: Buffer.from("jupyter lab --ServerApp.token=''").toString("base64") }],
    ["pass", { user_data: "jupyter lab" }],
    ["unknown", { user_data: "da39a3ee5e6b4b0d3255bfef95601890afd80709" }],
    ["unknown", { user_data_base64: "H4sIAAAAAAAA/8soKSkAAAAA//8=" }],
  ])(
    "starts Jupyter for all or not (%s) by its user data, as it is, in base64, or as a digest of which nobody knows more",
    (verdict, data) => {
      const told = edited((plan) => {
        const change = changeOf(plan, id);
        Object.assign(objectAt(change, "after"), { user_data: null, user_data_base64: null, ...data, launch_template: [] });
        Object.assign(objectAt(change, "after_unknown"), { user_data: false, user_data_base64: false, launch_template: [] });
      });
      expect(verdictsOf(told, "ec2-notebook-token")).toEqual({ [id]: verdict });
    },
  );

  it("that is there already has what the state says", () => {
    const there = edited((plan) => {
      const change = changeOf(plan, id);
      const after = { ...objectAt(change, "after"), iam_instance_profile: "", vpc_security_group_ids: [], key_name: "" };
      Object.assign(change, { actions: ["no-op"], before: after, after, after_unknown: {} });
    });
    expect(byId(there, id).config).toMatchObject({ instanceProfileName: null, keyName: null, securityGroupIds: [] });
    expect(hidden(byId(there, id))).not.toHaveProperty("/tags/-");
  });
});
