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

const isSame = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

const namesOf = (place: Resource): readonly Derived<string | null>[] => [
  readTag(place, "user"),
  ...(workplaces[place.kind] ?? []).map((field) => readText(place, field)),
];

type Places = { all: readonly Resource[]; open: Unknown | undefined };

const placesOf = (view: View): Places => {
  const kinds = Object.keys(workplaces).map((kind) => view.all(kind));
  return { all: kinds.flatMap(({ resources }) => resources), open: kinds.map(({ open }) => open).find((open) => open !== undefined) };
};

/** Where nobody works, as in an account that only serves, it says nothing that somebody does not work there. */
const goneFrom = ({ all, open }: Places, user: string): Derived<string | null> => {
  const names = all.flatMap(namesOf);
  if (names.some((name) => "value" in name && isSame(name.value, user))) return known(null);
  const hidden = open ?? names.map((name) => ("unknown" in name ? name.unknown : undefined)).find((unknown) => unknown !== undefined);
  if (hidden) return { unknown: hidden };
  return known(all.length === 0 ? null : user);
};

const leftBy = (view: View): Derived<string | null> => {
  const { resource } = view;
  const states = kindNamed(resource.kind)?.states;
  const state = readText(resource, states?.field ?? "state");
  if ("unknown" in state) return state;
  if (!states?.billing.includes(state.value ?? "")) return known(null);
  const user = readTag(resource, "user");
  if ("unknown" in user) return user;
  return user.value === null || user.value === "" ? known(null) : goneFrom(placesOf(view), user.value);
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
