import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FixItem } from "../../src/remediate/fix-plan.ts";
import { halve, sessionBounds } from "../../src/remediate/session-policy.ts";
import { sessionAllows } from "../fake-aws/session-policy.ts";
import { notebook, planOf, reportOf } from "./reports.ts";

const itemsOf = (count: number, account?: (index: number) => string): FixItem[] =>
  planOf(reportOf({ resources: Array.from({ length: count }, (_, index) => notebook(`nb-${index}`)) })).items.map((item, index) => ({
    ...item,
    ...(account && { account: account(index), arn: item.arn.replace(/\d{12}/, account(index)) }),
  }));

const allows = (policy: string, { arn }: FixItem, action = "sagemaker:StopNotebookInstance"): boolean => sessionAllows(policy, action, arn);

describe("the sessions of the acting role", () => {
  it("together may do every act that was planned, each in one session, and none may do an act of another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 3 }), (count, accounts) => {
        const items = itemsOf(count, (index) => String(111122223333 + (index % accounts)));
        const bounds = sessionBounds(items);
        expect(bounds.flatMap((bound) => bound.items).length).toBe(items.length);
        for (const bound of bounds) {
          expect(bound.policy.length).toBeLessThanOrEqual(2048);
          expect(new Set(bound.items.map(({ account }) => account)).size).toBe(1);
          for (const item of items) expect(allows(bound.policy, item)).toBe(bound.items.includes(item));
          for (const item of items) expect(allows(bound.policy, item, "sagemaker:DeleteNotebookInstance")).toBe(false);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("become two where AWS finds one too large", () => {
    const [bound] = sessionBounds(itemsOf(4));
    if (!bound) throw new Error("no session");
    expect(halve(bound).map(({ items }) => items.length)).toEqual([2, 2]);
  });

  it("may hand on the role that a request names, and use the configuration that an endpoint is made from", () => {
    const [item] = itemsOf(1);
    if (!item) throw new Error("no item");
    const role = "arn:aws:iam::111122223333:role/notebook";
    const arn = "arn:aws:sagemaker:eu-central-1:111122223333:endpoint/scores";
    const operation = { service: "sagemaker", name: "CreateEndpoint" };
    const update = sessionBounds([{ ...item, input: { ...item.input, RoleArn: role } }])[0]?.policy ?? "";
    expect([sessionAllows(update, "iam:PassRole", role), sessionAllows(update, "iam:PassRole", `${role}-2`)]).toEqual([true, false]);
    const restore = sessionBounds([
      { ...item, arn, operation, input: { EndpointName: "scores", EndpointConfigName: "Scores-2", Tags: [] } },
    ])[0];
    const config = "arn:aws:sagemaker:eu-central-1:111122223333:endpoint-config/scores-2";
    expect(sessionAllows(restore?.policy ?? "", "sagemaker:CreateEndpoint", config)).toBe(true);
    expect(sessionAllows(restore?.policy ?? "", "sagemaker:AddTags", arn)).toBe(true);
  });
});
