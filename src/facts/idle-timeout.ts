import type { Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { flag, optionalCount } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import { type FactSource } from "./fact.ts";
import { type Lookup, read, readKey, type View } from "./view.ts";

/** Where one setting may be given: a field of a resource that may itself be missing or unseen. */
type Level = { at: Lookup; prefix: string };

/** The first that says something decides; one that was not seen might have. */
const firstSet = (values: readonly Derived[]): Derived => values.find((value) => "unknown" in value || value.value !== null) ?? known(null);

const suffixes = {
  lifecycle: "IdleLifecycle",
  minutes: "IdleTimeoutMinutes",
  min: "MinIdleTimeoutMinutes",
  max: "MaxIdleTimeoutMinutes",
} as const;
const settingsOf = (...of: readonly string[]): string[] => of.flatMap((prefix) => Object.values(suffixes).map((suffix) => prefix + suffix));

const setting = (levels: readonly Level[], suffix: string): Derived[] =>
  levels.map(({ at, prefix }) => {
    if ("unseen" in at) return { unknown: at.unseen };
    return "found" in at ? read(at.found, prefix + suffix) : known(null);
  });

const prefixes: ReadonlyMap<Json, string> = new Map([
  ["JupyterLab", "jupyterLab"],
  ["CodeEditor", "codeEditor"],
]);

const sharedPrefix = "defaultSpaceJupyterLab";

const unsaid: Unknown = { reason: "unresolved", detail: "AWS does not say whose settings a shared space with Code Editor follows" };
const homeless: Unknown = { reason: "unmatched", detail: "the domain of the space is not in the estate" };

const domainOf = (view: View): Lookup => {
  const domainId = readKey(view.resource, "domainId");
  if ("unknown" in domainId) return { unseen: domainId.unknown };
  const domain = view.one("domain", { domainId: domainId.value });
  return "missing" in domain ? { unseen: homeless } : domain;
};

const ownerOf = (view: View): Lookup => {
  const [domainId, owner] = [readKey(view.resource, "domainId"), readKey(view.resource, "ownerName")];
  if ("unknown" in domainId) return { unseen: domainId.unknown };
  if ("unknown" in owner) return { unseen: owner.unknown };
  return owner.value === null ? { missing: true } : view.one("user-profile", { domainId: domainId.value, name: owner.value });
};

/** A private space follows its owner's profile and then the domain; a shared one the domain's defaults for spaces. */
const levelsOf = (view: View, prefix: string): { levels: Level[] } | { unknown: Unknown } => {
  const sharing = read(view.resource, "sharingType");
  if ("unknown" in sharing) return sharing;
  const owner = read(view.resource, "ownerName");
  if (sharing.value === null && "unknown" in owner) return owner;
  const isShared = sharing.value === "Shared" || (sharing.value === null && "value" in owner && owner.value === null);
  if (isShared && prefix === "codeEditor") return { unknown: unsaid };
  const domain = domainOf(view);
  if (isShared) return { levels: [{ at: domain, prefix: sharedPrefix }] };
  return {
    levels: [
      { at: ownerOf(view), prefix },
      { at: domain, prefix },
    ],
  };
};

const amount = (value: Json): number | null => (typeof value === "number" ? value : null);

const within = (minutes: Json, min: Json, max: Json): number | null => {
  const wanted = amount(minutes);
  return wanted === null ? null : Math.max(amount(min) ?? 0, Math.min(wanted, amount(max) ?? wanted));
};

const effective = (view: View, levels: readonly Level[]): Derived => {
  const lifecycle = firstSet(setting(levels, suffixes.lifecycle));
  if ("unknown" in lifecycle) return lifecycle;
  // What a space says of its time has no effect unless somebody above switched the watching on.
  if (lifecycle.value !== "ENABLED") return known(null);
  const minutes = firstSet([read(view.resource, "idleTimeoutMinutes"), ...setting(levels, suffixes.minutes)]);
  if ("unknown" in minutes) return minutes;
  const min = firstSet(setting(levels, suffixes.min));
  if ("unknown" in min) return min;
  const max = firstSet(setting(levels, suffixes.max));
  return "unknown" in max ? max : known(within(minutes.value, min.value, max.value));
};

/** A space that was never made, or is going, runs nothing; what was only planned has no state. */
const gone: readonly Json[] = ["Deleting", "Failed"];

/** Studio stops two applications when nobody works in them. Studio Classic and all others know no idle time. */
const idlesIn = ({ resource }: View): Derived<boolean> => {
  const appType = read(resource, "appType");
  if ("unknown" in appType) return appType;
  if (!prefixes.has(appType.value)) return known(false);
  if (resource.createdAt === null) return known(true);
  const state = read(resource, "state");
  return "unknown" in state ? state : known(!gone.includes(state.value));
};

const idleTimeoutOf = (view: View): Derived => {
  const appType = read(view.resource, "appType");
  if ("unknown" in appType) return appType;
  const prefix = prefixes.get(appType.value);
  if (prefix === undefined) return known(null);
  const chosen = levelsOf(view, prefix);
  return "unknown" in chosen ? chosen : effective(view, chosen.levels);
};

export const idleTimeout: FactSource = {
  kinds: ["space"],
  reads: { space: ["appType", "state", "sharingType", "domainId", "ownerName", "idleTimeoutMinutes"] },
  looksAt: {
    domain: ["domainId", ...settingsOf(...prefixes.values(), sharedPrefix)],
    "user-profile": ["domainId", "name", ...settingsOf(...prefixes.values())],
  },
  fields: {
    // Whether there is something in it that Studio could stop for being idle.
    idles: flag({ change: "read-only" }),
    // The minutes after which an idle application is stopped, when space, profile, domain and their bounds have had their say. Null: never.
    idleTimeoutMinutes: optionalCount({ change: "in-place", minimum: 60, maximum: 525_600, samples: [60, 600] }),
  },
  derive: (view) => ({ idles: idlesIn(view), idleTimeoutMinutes: idleTimeoutOf(view) }),
};
