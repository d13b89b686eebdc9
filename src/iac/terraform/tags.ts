import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import type { DefaultTags } from "./provider.ts";

/** Tags as a source gives them: those known, those hidden by key, and whether more may exist. */
type Tags = { known: Map<string, string>; hidden: Map<string, Unknown>; open: Unknown | undefined };

type TagSources = {
  after: JsonObject;
  unknown: Json;
  sensitive: Json;
  /** What the tags expression of the resource rests on. */
  detail: string;
  /** Undefined: the plan does not show the provider's configuration. */
  defaults: DefaultTags | undefined;
};

const afterApply = (detail: string): Unknown => ({ reason: "known-after-apply", detail });
const marked: Unknown = { reason: "sensitive", detail: "the plan marks it as sensitive" };
const member = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

const nothing = (open?: Unknown): Tags => ({ known: new Map(), hidden: new Map(), open });

type Masks = { unknown: Json | undefined; sensitive: Json | undefined; detail: string };

const readMap = (value: Json | undefined, masks: Masks): Tags => {
  if (masks.unknown === true) return nothing(afterApply(masks.detail));
  if (masks.sensitive === true) return nothing(marked);
  if (value !== undefined && value !== null && !isObject(value))
    return nothing({ reason: "malformed", detail: "the plan says something that is not a map" });
  const tags = nothing();
  const keys = new Set([...Object.keys(value ?? {}), ...Object.keys(isObject(masks.unknown) ? masks.unknown : {})]);
  for (const key of keys) {
    const said = member(value ?? undefined, key);
    if (member(masks.unknown, key) === true) tags.hidden.set(key, { ...afterApply(masks.detail), set: true });
    else if (member(masks.sensitive, key) === true) tags.hidden.set(key, { ...marked, set: true });
    else if (typeof said === "string") tags.known.set(key, said);
    else if (said !== undefined) tags.hidden.set(key, { reason: "malformed", detail: "the plan says something that is not text" });
  }
  return tags;
};

/** Lays a resource's own tags over those below: its own win, the empty ones too. Where own tags are unknown, they may hide any below. */
const lay = (own: Tags, below: Tags): Tags => {
  const result: Tags = { known: new Map(below.known), hidden: new Map(below.hidden), open: own.open ?? below.open };
  if (own.open) {
    for (const key of below.known.keys()) result.hidden.set(key, { ...own.open, set: true });
    result.known.clear();
  }
  for (const [key, value] of own.known) {
    result.known.set(key, value);
    result.hidden.delete(key);
  }
  for (const [key, unknown] of own.hidden) {
    result.hidden.set(key, unknown);
    result.known.delete(key);
  }
  return result;
};

const defaultsAlone = (defaults: DefaultTags | undefined): Tags => {
  if (!defaults) return nothing(afterApply("the provider's configuration is not in the plan"));
  if (defaults.as === "none") return nothing();
  if (defaults.as === "known") return readMap(defaults.tags, { unknown: undefined, sensitive: undefined, detail: "" });
  return nothing(defaults.sensitive ? marked : afterApply(defaults.detail));
};

/** tags_all carries no mark for what is sensitive in default_tags, and lacks default tags that were unknown when it was planned. */
const fromAll = (all: Tags, own: Tags, defaults: DefaultTags | undefined): Tags => {
  if (defaults?.as !== "hidden") return all;
  const added = [...all.known.keys()].filter((key) => !own.known.has(key) && !own.hidden.has(key));
  if (defaults.sensitive) for (const key of added) all.hidden.set(key, { ...marked, set: true });
  for (const key of all.hidden.keys()) all.known.delete(key);
  return defaults.certain || added.length > 0 ? all : { ...all, open: all.open ?? afterApply(defaults.detail) };
};

/**
 * The tags that a resource will have: its own over the provider's defaults. The plan's tags_all is only believed where the
 * resource's tags and the provider's configuration allow it.
 */
export const readTags = ({ after, unknown, sensitive, detail, defaults }: TagSources): Tags => {
  const masksOf = (name: string): Masks => ({
    unknown: unknown === true ? true : member(unknown, name),
    sensitive: sensitive === true ? true : member(sensitive, name),
    detail,
  });
  const own = readMap(after["tags"], masksOf("tags"));
  const masks = masksOf("tags_all");
  const isKnown = masks.unknown !== true && masks.sensitive !== true && isObject(after["tags_all"]) && !own.open;
  return lay(own, isKnown ? fromAll(readMap(after["tags_all"], masks), own, defaults) : defaultsAlone(defaults));
};
