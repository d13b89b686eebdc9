import { flag } from "../kinds/field.ts";
import { kindNamed } from "../kinds/registry.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { readText, type View } from "./view.ts";

/** What is over, where that is not just what is terminal: an application that failed still stands in the way of the next. */
const over: Readonly<Record<string, readonly string[]>> = { app: ["Deleted"], "notebook-instance": [] };

const endedOf = ({ resource }: View): Derived => {
  // What was never made has not ended either: so rules may ask it of plans, which know no state.
  const states = over[resource.kind] ?? kindNamed(resource.kind)?.states?.terminal ?? [];
  if (resource.createdAt === null || states.length === 0) return known(false);
  const state = readText(resource, "state");
  return "unknown" in state ? state : known(states.includes(state.value ?? ""));
};

export const ended: FactSource = {
  kinds: ["app", "ec2-notebook", "emr-cluster", "emr-serverless-application", "notebook-instance"],
  reads: { app: ["state"], "ec2-notebook": ["state"], "emr-cluster": ["state"], "emr-serverless-application": ["state"] },
  looksAt: {},
  fields: {
    // Whether it is over: nothing about it can be changed any more.
    ended: flag({ change: "read-only" }),
  },
  derive: (view) => ({ ended: endedOf(view) }),
};
