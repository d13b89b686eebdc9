import { flag } from "../kinds/field.ts";
import { kindNamed } from "../kinds/registry.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { readText, type View } from "./view.ts";

const endedOf = ({ resource }: View): Derived => {
  // What was never made has not ended either: so rules may ask it of plans, which know no state.
  if (resource.createdAt === null) return known(false);
  const state = readText(resource, "state");
  return "unknown" in state ? state : known(kindNamed(resource.kind)?.states?.terminal.includes(state.value ?? "") ?? false);
};

export const ended: FactSource = {
  kinds: ["ec2-notebook", "emr-cluster", "emr-serverless-application"],
  reads: { "ec2-notebook": ["state"], "emr-cluster": ["state"], "emr-serverless-application": ["state"] },
  looksAt: {},
  fields: {
    // Whether it is over: nothing about it can be changed any more.
    ended: flag({ change: "read-only" }),
  },
  derive: (view) => ({ ended: endedOf(view) }),
};
