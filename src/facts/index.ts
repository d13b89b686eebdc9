import { type Arrival, arrivalsOf } from "../estate/arrival.ts";
import type { Estate, Resource } from "../estate/estate.ts";
import type { JsonObject } from "../estate/json.ts";
import type { OpenShelf } from "../estate/shelf.ts";
import { toPointer } from "../estate/pointer.ts";
import { type Needs, takeTurns, type Turns } from "../estate/turns.ts";
import type { Unknowns } from "../estate/unknown.ts";
import { autoStop } from "./auto-stop.ts";
import { domainLost } from "./domain-lost.ts";
import { emrAttachment } from "./emr-attachment.ts";
import { ended } from "./ended.ts";
import type { FactContext, FactSource } from "./fact.ts";
import { idleTimeout } from "./idle-timeout.ts";
import { imageUse } from "./image-use.ts";
import { leftBehind } from "./left-behind.ts";
import { modelProject } from "./model-project.ts";
import { notebookEvidence } from "./notebook-evidence.ts";
import { openGroups } from "./open-groups.ts";
import { ownAccount } from "./own-account.ts";
import { packageApproval } from "./package-approval.ts";
import { roleBeyond } from "./role-beyond.ts";
import { groupReach, roleReach, userReach } from "./role-reach.ts";
import { runningOn } from "./running-on.ts";
import { standing } from "./standing.ts";
import { stopTimes } from "./stop-time.ts";
import { subnetRoute } from "./subnet-route.ts";
import { type View, viewOf } from "./view.ts";
import { wayToAws } from "./way-to-aws.ts";

export const factSources: readonly FactSource[] = [
  autoStop,
  domainLost,
  emrAttachment,
  ended,
  idleTimeout,
  imageUse,
  leftBehind,
  modelProject,
  notebookEvidence,
  openGroups,
  ownAccount,
  packageApproval,
  roleBeyond,
  groupReach,
  roleReach,
  userReach,
  runningOn,
  standing,
  subnetRoute,
  wayToAws,
  ...stopTimes,
];

const withFacts = (view: View, sources: readonly FactSource[], context: FactContext): Resource => {
  const facts: JsonObject = {};
  const unknown: Unknowns = { ...view.resource.unknown };
  for (const source of sources)
    for (const [name, derived] of Object.entries(source.derive(view, context))) {
      if ("value" in derived) facts[name] = derived.value;
      else unknown[toPointer(["facts", name])] = derived.unknown;
    }
  return { ...view.resource, config: { ...view.resource.config, facts }, unknown };
};

const needs = (): Needs => {
  const all = new Map<string, Map<string, Set<string>>>();
  for (const { kinds, looksAt } of factSources)
    for (const kind of kinds) {
      const own = all.get(kind) ?? new Map<string, Set<string>>();
      all.set(kind, own);
      for (const [other, fields] of Object.entries(looksAt)) own.set(other, new Set([...(own.get(other) ?? []), ...fields]));
    }
  return all;
};

/** Passes everything on, and with it the facts of those whom facts concern, as soon as what decides them has come. */
export const factStage = (context: FactContext, pass: (arrival: Arrival) => void, open?: OpenShelf): Turns => {
  const byKind = Map.groupBy(
    factSources.flatMap((source) => source.kinds.map((kind) => ({ kind, source }))),
    ({ kind }) => kind,
  );
  return takeTurns({
    ...(open && { open }),
    needs: needs(),
    handle: (kind, resources, join) => {
      const sources = byKind.get(kind)?.map(({ source }) => source);
      const derived = sources ? resources.map((resource) => withFacts(viewOf(resource, join), sources, context)) : resources;
      pass({ type: "resources", kind, resources: derived });
    },
    close: (kind, cells) => pass({ type: "closed", kind, cells }),
  });
};

/** A copy of the estate in which every resource that facts concern carries them. The estate itself stays what its source said. */
export const deriveFacts = (estate: Estate, context: FactContext): Estate => {
  const derived = new Map<string, Resource>();
  const stage = factStage(context, (arrival) => {
    if (arrival.type === "resources") for (const resource of arrival.resources) derived.set(resource.id, resource);
  });
  for (const arrival of arrivalsOf(estate)) stage.take(arrival);
  stage.finish();
  return { ...estate, resources: estate.resources.map((resource) => derived.get(resource.id) ?? resource) };
};
