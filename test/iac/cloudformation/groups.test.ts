import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/estate/json.ts";
import { verdictsOf } from "../../policies/verdicts-of.ts";
import { read, withNotebook } from "./templates.ts";

const group = (rule: JsonObject): JsonObject => ({
  Type: "AWS::EC2::SecurityGroup",
  Properties: { GroupDescription: "g", SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 8888, ToPort: 8888, ...rule }] },
});
const itself = {
  Type: "AWS::EC2::SecurityGroupIngress",
  Properties: { GroupId: { Ref: "Group" }, IpProtocol: "-1", SourceSecurityGroupId: { "Fn::GetAtt": ["Group", "GroupId"] } },
};
const judged = (others: JsonObject, groups: JsonObject["x"] = [{ Ref: "Group" }], rule = "groups-open"): string | undefined => {
  const sections = { Parameters: { Open: { Type: "String" } } };
  const properties = { NotebookInstanceName: "nb", SecurityGroupIds: groups ?? null };
  return verdictsOf(read(withNotebook(properties, sections, others)), rule)["nb"];
};

describe("The groups that a template makes", () => {
  it("are those of the notebook that refers to them", () => {
    expect(judged({ Group: group({ CidrIp: "0.0.0.0/0" }) })).toBe("fail");
    expect(judged({ Group: group({ CidrIp: "0.0.0.0/0" }) }, [{ "Fn::GetAtt": ["Group", "GroupId"] }], "work-ports-open")).toBe("fail");
    expect(judged({ Group: group({ CidrIp: "10.0.0.0/8" }) })).toBe("pass");
    expect(judged({ Group: group({ CidrIp: "10.0.0.0/8" }), Itself: itself })).toBe("pass");
  });

  it("are unknown where what they let in is, or which they are", () => {
    expect(judged({ Group: group({ CidrIp: { Ref: "Open" } }) })).toBe("unknown");
    expect(judged({ Group: group({ CidrIp: "10.0.0.0/8" }) }, [{ Ref: "Group" }, { Ref: "Open" }])).toBe("unknown");
    expect(judged({}, [{ "Fn::ImportValue": "group" }])).toBe("unknown");
  });
});
