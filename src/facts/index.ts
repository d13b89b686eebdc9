import type { Estate, Resource } from "../estate/estate.ts";
import { joinOver } from "../estate/join.ts";
import type { JsonObject } from "../estate/json.ts";
import { toPointer } from "../estate/pointer.ts";
import type { Unknowns } from "../estate/unknown.ts";
import { emrAttachment } from "./emr-attachment.ts";
import type { FactContext, FactSource } from "./fact.ts";
import { idleTimeout } from "./idle-timeout.ts";
import { stopTime } from "./stop-time.ts";
import { type View, viewOf } from "./view.ts";

export const factSources: readonly FactSource[] = [emrAttachment, idleTimeout, stopTime];

const withFacts = (view: View, sources: readonly FactSource[], context: FactContext): Resource => {
  const facts: JsonObject = {};
  const unknown: Unknowns = { ...view.resource.unknown };
  for (const [name, derived] of sources.flatMap((source) => Object.entries(source.derive(view, context)))) {
    if ("value" in derived) facts[name] = derived.value;
    else unknown[toPointer(["facts", name])] = derived.unknown;
  }
  return { ...view.resource, config: { ...view.resource.config, facts }, unknown };
};

/** A copy of the estate in which every resource that facts concern carries them. The estate itself stays what its source said. */
export const deriveFacts = (estate: Estate, context: FactContext): Estate => {
  const join = joinOver(estate);
  const sourcesOf = (kind: string): FactSource[] => factSources.filter((source) => source.kinds.includes(kind));
  return {
    ...estate,
    resources: estate.resources.map((resource) => {
      const sources = sourcesOf(resource.kind);
      return sources.length === 0 ? resource : withFacts(viewOf(resource, join), sources, context);
    }),
  };
};
