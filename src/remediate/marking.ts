import { canonical } from "../estate/canonical.ts";
import { isObject, type Json } from "../estate/json.ts";
import type { Kind, Verb } from "../kinds/kind.ts";
import { emr, type Operation, sagemaker } from "../kinds/operation.ts";
import type { FixItem } from "./fix-plan.ts";
import { markTag } from "./mark.ts";

export type MarkingVerb = "mark" | "unmark";
type Request = { operation: Operation; input: Record<string, Json> };

/** How a tag is put on and taken off; SageMaker goes by the ARN, EMR by the cluster's id. */
const requestOf = (item: FixItem, verb: MarkingVerb, value: string): Request | undefined => {
  const service = item.arn.split(":")[2];
  const [tags, keys] = [{ Tags: [{ Key: markTag, Value: value }] }, { TagKeys: [markTag] }];
  if (service === "sagemaker") {
    const input = { ResourceArn: item.arn };
    return verb === "mark"
      ? { operation: sagemaker("AddTags"), input: { ...input, ...tags } }
      : { operation: sagemaker("DeleteTags"), input: { ...input, ...keys } };
  }
  const id = item.key["clusterId"];
  if (service !== "elasticmapreduce" || id === undefined) return undefined;
  return verb === "mark"
    ? { operation: emr("AddTags"), input: { ResourceId: id, ...tags } }
    : { operation: emr("RemoveTags"), input: { ResourceId: id, ...keys } };
};

/** What becomes of the mark's tag; null: it is gone. */
const setBy = (verb: MarkingVerb, value: string): { tags: Record<string, string | null> } => ({
  tags: { [markTag]: verb === "mark" ? value : null },
});

/** The item by which another one's resource gets its mark, or loses it; undefined where its tags are not ours to set. */
export const markingItem = (item: FixItem, verb: MarkingVerb, value = ""): FixItem | undefined => {
  const request = requestOf(item, verb, value);
  if (!request || item.expected.state === null) return undefined;
  const words = { loses: "nothing", keepsBilling: "everything, as before", undo: verb === "mark" ? "unmark" : null };
  return { ...item, ...request, ...words, verb, type: "reversible", to: item.expected.state, sets: setBy(verb, value) };
};

const valueIn = ({ input }: FixItem): string => {
  const [tag] = [input["Tags"] ?? []].flat();
  return isObject(tag) && typeof tag["Value"] === "string" ? tag["Value"] : "";
};

/** The mark that an item puts on. */
export const markIn = (item: FixItem): string | undefined => (item.verb === "mark" ? valueIn(item) : undefined);

const markingVerb = (item: FixItem): Verb | undefined => {
  const { verb } = item;
  if (verb !== "mark" && verb !== "unmark") return undefined;
  const value = valueIn(item);
  const [request, sets] = [requestOf(item, verb, value), setBy(verb, value)];
  // Whatever else a plan would set in passing is no marking.
  const isPure = canonical([request?.input ?? null, sets]) === canonical([item.input, item.sets ?? null]);
  if (!request || !isPure || item.expected.state === null) return undefined;
  return {
    operation: request.operation,
    input: {},
    type: "reversible",
    from: [item.expected.state],
    done: [],
    to: item.expected.state,
    sets,
    loses: item.loses,
    keepsBilling: item.keepsBilling,
  };
};

/** The verb of an item: one of its kind's own, or the marking of it. */
export const verbOf = (kind: Kind, item: FixItem): Verb | undefined =>
  Object.hasOwn(kind.verbs, item.verb) ? kind.verbs[item.verb] : markingVerb(item);
