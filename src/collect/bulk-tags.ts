import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { tagging } from "../kinds/operation.ts";
import type { Reach } from "./pages.ts";

/** People choose the keys, so that one may be called __proto__. */
export const noTags = (): JsonObject => ({ __proto__: null });

/** Most services give a list of pairs, some a map. */
export const addTags = (tags: JsonObject, list: Json | undefined): JsonObject => {
  if (isObject(list)) for (const [key, value] of Object.entries(list)) tags[key] = value;
  for (const tag of Array.isArray(list) ? list : []) {
    if (!isObject(tag)) continue;
    // KMS has longer names for the two.
    const { Key: key = tag["TagKey"], Value: value = tag["TagValue"] } = tag;
    if (typeof key === "string") tags[key] = value ?? "";
  }
  return tags;
};

/** The tags of one of those that were asked for together; nothing of one that has none there, which proves nothing. */
export type Bulk = ((arn: string) => Promise<JsonObject | undefined>) & {
  /** Some call was not answered, so that not even "none there" was said. */
  broke: () => boolean;
};

const atOnce = 100;
/** That it may not be asked, or cannot be, will not change within a scan. */
const lasting = ["denied", "unsupported-in-region", "error"];

/**
 * Tags by the hundred, from the tagging API of a region. It knows only what was ever tagged, and may be a little behind, so that only
 * what it shows counts. One call for a page of a list, and none before somebody wants to know.
 */
export const createBulkTags = ({ region, call }: Reach): ((arns: readonly string[]) => Bulk) => {
  let isRefused = false;
  let hasBroken = false;
  const ask = async (arns: readonly string[], into: Map<string, JsonObject>): Promise<void> => {
    if (isRefused) return;
    const answer = await call(tagging("GetResources"), { ResourceARNList: arns }, region);
    if (!answer.ok) {
      hasBroken = true;
      isRefused ||= lasting.includes(answer.failure.type);
      return;
    }
    const found = answer.document["ResourceTagMappingList"];
    for (const mapping of Array.isArray(found) ? found.filter(isObject) : []) {
      const { ResourceARN: arn, Tags: tags } = mapping;
      if (typeof arn === "string" && Array.isArray(tags) && tags.length > 0) into.set(arn, addTags(noTags(), tags));
    }
  };
  const askAll = async (arns: readonly string[]): Promise<ReadonlyMap<string, JsonObject>> => {
    const distinct = [...new Set(arns)];
    const found = new Map<string, JsonObject>();
    for (let start = 0; start < distinct.length; start += atOnce) await ask(distinct.slice(start, start + atOnce), found);
    return found;
  };
  return (arns) => {
    let asked: Promise<ReadonlyMap<string, JsonObject>> | undefined;
    const find = async (arn: string): Promise<JsonObject | undefined> => (await (asked ??= askAll(arns))).get(arn);
    return Object.assign(find, { broke: () => hasBroken });
  };
};
