import type { KindPlan } from "../collect/plan.ts";
import type { List } from "../kinds/kind.ts";
import { iamAction, type Operation, sagemaker, tagging } from "../kinds/operation.ts";

/** A permission that reading a kind needs. `spares`: without it more is asked, and as much is seen. */
export type Need = { action: string; operation: Operation; spares: boolean };

const listed = ({ operation, within }: List): Operation[] => [...(within ? listed(within.list) : []), operation];

/** An ARN that we put together is looked up in a description, where its tags are not found under it. */
const looksUpArn = ({ kind, tags }: KindPlan): boolean =>
  tags === "bulk" && (kind.identity.arn === null || !kind.list.gives.includes(kind.identity.arn));

/** Every permission that reading a kind by this plan may need, once each, in the order of the calls. */
export const needsOf = (plan: KindPlan): Need[] => {
  const { kind, documents, describes, tags } = plan;
  const need = (operation: Operation, spares = false): Need => ({ action: iamAction(operation), operation, spares });
  const bySearch = documents === "search" || documents === "trusted-search";
  const isTagged = kind.tags.from === "operation" && tags !== "unwanted";
  const needs = [
    ...listed(kind.list).map((operation) => need(operation)),
    ...(bySearch ? [need(sagemaker("Search"), true)] : []),
    ...describes.map(({ operation }) => need(operation)),
    ...(looksUpArn(plan) ? kind.describe.map(({ operation }) => need(operation, true)) : []),
    ...(isTagged && kind.taggingType !== null && tags !== "each" ? [need(tagging("GetResources"), true)] : []),
    ...(isTagged && kind.tags.from === "operation" ? [need(kind.tags.operation)] : []),
  ];
  return needs.filter(({ action }, at) => needs.findIndex((other) => other.action === action) === at);
};
