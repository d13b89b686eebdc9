import type { KindPlan } from "../collect/plan.ts";
import { sortsByTags } from "../collect/tag-desk.ts";
import type { Kind, List } from "../kinds/kind.ts";
import { iamAction, type Operation, sagemaker, tagging } from "../kinds/operation.ts";

/** A permission that reading a kind needs. `spares`: without it more is asked, and as much is seen. */
export type Need = { action: string; operation: Operation; spares: boolean };

const listed = ({ operation, within }: List): Operation[] => [...(within ? listed(within.list) : []), operation];

/** An ARN that we put together is looked up in a description, where its tags are not found under it. */
const looksUpArn = ({ kind, tags }: KindPlan): boolean =>
  tags === "bulk" && (kind.identity.arn === null || !kind.list.gives.includes(kind.identity.arn));

/** What is asked of others, and of each, to know which of those that are listed are of the kind. */
const deciding = ({ recognition, describe }: Kind): Operation[] =>
  recognition
    ? [...recognition.lookups, ...describe.filter(({ gives }) => gives?.some((member) => recognition.decides.includes(member)))].map(
        ({ operation }) => operation,
      )
    : [];

/** Every permission that reading a kind by this plan may need, once each, in the order of the calls. */
export const needsOf = (plan: KindPlan): Need[] => {
  const { kind, documents, describes, tags } = plan;
  const need = (operation: Operation, spares = false): Need => ({ action: iamAction(operation), operation, spares });
  const bySearch = documents === "search" || documents === "trusted-search";
  const isTagged = kind.tags.from === "operation" && tags !== "unwanted";
  const inBulk = (isTagged && kind.taggingType !== null && tags !== "each") || sortsByTags(plan);
  const needs = [
    ...listed(kind.list).map((operation) => need(operation)),
    ...deciding(kind).map((operation) => need(operation)),
    ...(bySearch ? [need(sagemaker("Search"), true)] : []),
    ...describes.map(({ operation }) => need(operation)),
    ...(looksUpArn(plan) ? kind.describe.map(({ operation }) => need(operation, true)) : []),
    ...(inBulk ? [need(tagging("GetResources"), true)] : []),
    ...(isTagged && kind.tags.from === "operation" ? [need(kind.tags.operation)] : []),
  ];
  return needs.filter(({ action }, at) => needs.findIndex((other) => other.action === action) === at);
};
