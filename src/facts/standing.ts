import { optionalCount } from "../kinds/field.ts";
import { readInstant } from "../schedule/instant.ts";
import { type Derived, known } from "./derived.ts";
import type { FactContext, FactSource } from "./fact.ts";
import { readText, type View } from "./view.ts";

const day = 86_400_000;

/** A stop updates a notebook, and so does every change of it: it has stood still since then at the latest. */
const standingDays = ({ resource }: View, { now }: FactContext): Derived<number | null> => {
  const state = readText(resource, "state");
  if ("unknown" in state) return state;
  if (state.value !== "Stopped" && state.value !== "Failed") return known(null);
  const modified = readText(resource, "modifiedAt");
  if ("unknown" in modified) return modified;
  const since = readInstant(modified.value ?? "");
  if (Number.isNaN(since)) return { unknown: { reason: "malformed", detail: "modifiedAt is no instant" } };
  return known(Math.max(0, Math.floor((readInstant(now) - since) / day)));
};

export const standing: FactSource = {
  kinds: ["notebook-instance"],
  reads: { "notebook-instance": ["state", "modifiedAt"] },
  looksAt: {},
  fields: {
    // Whole days since it last changed, where it does not run. Null: it does, or is about to.
    standingDays: optionalCount({ change: "read-only", runtime: true, minimum: 0, samples: [3, 400] }),
  },
  derive: (view, context) => ({ standingDays: standingDays(view, context) }),
};
