import { describe, expect, it } from "vitest";
import { importTagPolicy } from "../../src/config/tag-policy.ts";

describe("The tag policy of an organization", () => {
  it("is read as Organizations writes it: the spelling of the key, the values, and what is refused otherwise", () => {
    const policy = {
      tags: {
        costcenter: {
          tag_key: { "@@assign": "CostCenter", "@@operators_allowed_for_child_policies": ["@@none"] },
          tag_value: { "@@assign": ["100", "20*"] },
          enforced_for: { "@@assign": ["sagemaker:notebook-instance"] },
        },
        Project: { tag_key: { "@@assign": "Project" } },
      },
    };
    expect(importTagPolicy(policy)).toEqual({
      costcenter: { key: "CostCenter", values: ["100", "20*"], enforcedFor: ["sagemaker:notebook-instance"] },
      project: { key: "Project" },
    });
  });

  it("is read as it takes effect, without operators", () => {
    expect(importTagPolicy({ tags: { stage: { tag_key: "Stage", tag_value: ["dev", "prod"] } } })).toEqual({
      stage: { key: "Stage", values: ["dev", "prod"] },
    });
  });

  it("without a spelling of the key means the key as it stands", () => {
    expect(importTagPolicy({ tags: { stage: {} } })).toEqual({ stage: { key: "stage" } });
  });

  it("says nothing of tags that AWS sets", () => {
    expect(importTagPolicy({ tags: { "aws:createdby": { tag_key: { "@@assign": "aws:createdBy" } } } })).toEqual({});
  });

  it.each([
    ["a list", []],
    ["a policy of another kind", { Statement: [] }],
    ["values that are no list", { tags: { stage: { tag_value: { "@@assign": "dev" } } } }],
    ["values that are added to those of another policy", { tags: { stage: { tag_value: { "@@append": ["dev"] } } } }],
    ["a key that is no text", { tags: { stage: { tag_key: { "@@assign": 7 } } } }],
  ])("is refused where it is %s", (_, document) => {
    expect(importTagPolicy(document)).toBeUndefined();
  });
});
