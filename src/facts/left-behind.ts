import type { Resource } from "../estate/estate.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText } from "../kinds/field.ts";
import { kindNamed } from "../kinds/registry.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { readTag, readText, type View } from "./view.ts";

/** Where people work, and the fields that name them there beside the tag. */
const workplaces: Readonly<Record<string, readonly string[]>> = {
  "ec2-notebook": [],
  "notebook-instance": [],
  space: ["ownerName"],
  "user-profile": ["name"],
};

const namesOf = (place: Resource): readonly Derived<string | null>[] => [
  readTag(place, "user"),
  ...(workplaces[place.kind] ?? []).map((field) => readText(place, field)),
];

/** Who works there, in small letters, and why it may be somebody else too. */
type Workers = { names: ReadonlySet<string>; hidden: Unknown | undefined };

const workersOf = (places: readonly Resource[]): Workers => {
  const names = places.flatMap(namesOf);
  return {
    names: new Set(names.flatMap((name) => ("value" in name && name.value !== null ? [name.value.toLowerCase()] : []))),
    hidden: names.map((name) => ("unknown" in name ? name.unknown : undefined)).find((unknown) => unknown !== undefined),
  };
};

/** Everything that bills there asks after the same places, of which there may be thousands. */
const workersKnown = new WeakMap<readonly Resource[], Workers>();
const workersIn = (places: readonly Resource[]): Workers => {
  const workers = workersKnown.get(places) ?? workersOf(places);
  workersKnown.set(places, workers);
  return workers;
};

/** Where nobody works, as in an account that only serves, it says nothing that somebody does not work there. */
const goneFrom = (view: View, user: string): Derived<string | null> => {
  const kinds = Object.keys(workplaces).map((kind) => view.all(kind));
  const workers = kinds.map(({ resources }) => workersIn(resources));
  if (workers.some(({ names }) => names.has(user.toLowerCase()))) return known(null);
  const hidden = [...kinds.map(({ open }) => open), ...workers.map((one) => one.hidden)].find((unknown) => unknown !== undefined);
  if (hidden) return { unknown: hidden };
  return known(kinds.every(({ resources }) => resources.length === 0) ? null : user);
};

const leftBy = (view: View): Derived<string | null> => {
  const { resource } = view;
  const states = kindNamed(resource.kind)?.states;
  const state = readText(resource, states?.field ?? "state");
  if ("unknown" in state) return state;
  if (!states?.billing.includes(state.value ?? "")) return known(null);
  const user = readTag(resource, "user");
  if ("unknown" in user) return user;
  return user.value === null || user.value === "" ? known(null) : goneFrom(view, user.value);
};

/** What bills whether or not anybody works with it. */
const leavable = [
  "emr-cluster",
  "emr-serverless-application",
  "endpoint",
  "feature-group",
  "hyperpod-cluster",
  "mlflow-tracking-server",
  "monitoring-schedule",
  "partner-app",
];

export const leftBehind: FactSource = {
  kinds: leavable,
  reads: Object.fromEntries(leavable.map((kind) => [kind, [kindNamed(kind)?.states?.field ?? "state", "tags"]])),
  looksAt: Object.fromEntries(Object.entries(workplaces).map(([kind, fields]) => [kind, [...fields, "tags"]])),
  fields: {
    // Whose it is, where it bills and that user has neither notebook, space nor profile any more. Null: it does not bill, or the user is there.
    leftBy: optionalText({ change: "read-only", runtime: true, samples: ["ada", "lin"] }),
  },
  derive: (view) => ({ leftBy: leftBy(view) }),
};
