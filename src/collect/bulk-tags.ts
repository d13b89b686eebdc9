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

/** What one question for many brought. `broke`: it was not answered, so that not even "none there" was said. */
type Brought = { found: ReadonlyMap<string, JsonObject>; broke: boolean };

/** The tags of one of those that were asked for together; nothing of one that has none there, which proves nothing. */
export type Bulk = ((arn: string) => Promise<JsonObject | undefined>) & {
  /** Some call for them was not answered. */
  broke: () => boolean;
};

/** The most that the tagging API takes in one question. */
export const atOnce = 100;
/** That it may not be asked, or cannot be, will not change within a scan. */
const lasting = ["denied", "unsupported-in-region", "error"];

export type AskTags = (arns: readonly string[]) => Promise<Brought>;

/**
 * Tags by the hundred, from the tagging API of a region. It knows only what was ever tagged, and may be a little behind, so that only
 * what it shows counts. The first question goes alone: if it is refused, nobody asks another.
 */
export const createBulkTags = ({ region, call }: Reach): AskTags => {
  let first: Promise<boolean> | undefined;
  let isRefused = false;
  const ask = async (arns: readonly string[], found: Map<string, JsonObject>): Promise<boolean> => {
    const answer = await call(tagging("GetResources"), { ResourceARNList: arns }, region);
    if (!answer.ok) {
      isRefused ||= lasting.includes(answer.failure.type);
      return false;
    }
    const list = answer.document["ResourceTagMappingList"];
    for (const mapping of Array.isArray(list) ? list.filter(isObject) : []) {
      const { ResourceARN: arn, Tags: tags } = mapping;
      if (typeof arn === "string" && Array.isArray(tags) && tags.length > 0) found.set(arn, addTags(noTags(), tags));
    }
    return true;
  };
  const askAfterFirst = async (arns: readonly string[], found: Map<string, JsonObject>): Promise<boolean> => {
    if (!first) return (first = ask(arns, found));
    await first;
    return !isRefused && ask(arns, found);
  };
  return async (arns) => {
    const distinct = [...new Set(arns)];
    const found = new Map<string, JsonObject>();
    const parts = Array.from({ length: Math.ceil(distinct.length / atOnce) }, (_, at) => distinct.slice(at * atOnce, (at + 1) * atOnce));
    const answered = await Promise.all(parts.map((part) => askAfterFirst(part, found)));
    return { found, broke: answered.includes(false) };
  };
};

/** What was brought, as those look at it who want the tags of one. */
export const bulkOf = (brought: () => Promise<Brought>): Bulk => {
  let hasBroken = false;
  const find = async (arn: string): Promise<JsonObject | undefined> => {
    const { found, broke } = await brought();
    hasBroken = broke;
    return found.get(arn);
  };
  return Object.assign(find, { broke: () => hasBroken });
};
