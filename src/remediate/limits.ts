import type { Resource } from "../estate/estate.ts";
import { isObject } from "../estate/json.ts";
import type { VerbType } from "../kinds/kind.ts";

/** From `from` until `to` nothing is done. RFC 3339 dates or instants. */
export type Freeze = { from: string; to: string; reason: string };

/** How far acting may go. Every number is a bound, and 0 means none; what cannot be counted or read is out of bounds. */
export type Limits = {
  /** Acts in one plan. */
  maxActs: number;
  /** Share of the resources of a kind that one plan may act on, in percent. */
  maxPercent: number;
  /** Acts in one plan on what belongs to one user, and to one project; what belongs to nobody counts as one of its own. */
  maxPerOwner: number;
  maxPerProject: number;
  /** Acts in one plan in one account. */
  maxPerAccount: number;
  /** Acts of all plans together that were begun within the last hour. */
  maxPerHour: number;
  /** So many acts of a plan must succeed before any failure is put up with. */
  canaries: number;
  /** More failures than this end the plan. */
  maxFailures: number;
  freezes: readonly Freeze[];
  /** Tags that keep a resource from every act, by their values; `*` is any. */
  protectedTags: Readonly<Record<string, readonly string[]>>;
  /** Beside what is reversible: each of these is switched on by name. */
  allow: readonly VerbType[];
};

const isBound = (value: number): boolean => Number.isFinite(value) && value >= 0;

/** Why so many are too many, or undefined. A bound that is no number allows nothing: one that fails open is none. */
export const beyond = (count: number, bound: number): boolean => !isBound(bound) || count > bound;

/** Why nothing may be done at this instant. A freeze whose ends cannot be read is a freeze. */
export const frozenBy = (freezes: readonly Freeze[], now: string): string | undefined => {
  const at = Date.parse(now);
  const active = freezes.find(({ from, to }) => !(at < Date.parse(from) || at >= Date.parse(to)));
  return active && `nothing is done until ${active.to}: ${active.reason}`;
};

/** Whether the value of a tag may be one that protects. A tag that could not be read may be. */
const isHidden = ({ unknown }: Resource, key: string): boolean =>
  ["", "/tags", "/tags/-", `/tags/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`].some((path) => Object.hasOwn(unknown, path));

/** The tag that keeps it from every act, or that could not be read. */
export const protectedBy = (resource: Resource, protectedTags: Limits["protectedTags"]): string | undefined => {
  const tags = resource.config["tags"];
  for (const [key, values] of Object.entries(protectedTags)) {
    const value = isObject(tags) && Object.hasOwn(tags, key) ? tags[key] : undefined;
    if (typeof value === "string" && (values.includes("*") || values.includes(value))) return `its tag ${key}=${value} protects it`;
    if (value === undefined && isHidden(resource, key)) return `whether it has the tag ${key}, which would protect it, is unknown`;
  }
  return undefined;
};

/** Whether this type of act was switched on. */
export const typeForbids = (verb: string, type: VerbType, allow: readonly VerbType[]): string | undefined =>
  type === "reversible" || allow.includes(type) ? undefined : `${verb} is ${type} here, and that is not switched on`;
