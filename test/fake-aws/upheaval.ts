import { isObject, type JsonObject } from "../../src/estate/json.ts";
import type { VirtualClock } from "./clock.ts";
import type { Fault } from "./faults.ts";
import type { Held, Shelf } from "./store.ts";
import { tables } from "./tables.ts";

/** What befell a resource while it was looked at. */
export type Upheaval = { arn: string; kind: string; what: "deleted" | "recreated" };

type Described = { operation: string; input: JsonObject; shelf: Shelf; clock: VirtualClock };

const described = ({ operation, input, shelf }: Described): Held | undefined => {
  const table = tables.find(({ describe }) => describe === operation);
  return (
    table &&
    shelf.held.find(
      (held) => held.table === table && Object.entries(table.key).every(([member, own]) => held.document[own] === input[member]),
    )
  );
};

/** Deletes the resource that a call describes, or makes it anew under its name. AWS gives the new one the same ARN and a new time. */
export const upheave = (fault: Fault, call: Described): Upheaval | undefined => {
  if (fault.effect !== "delete" && fault.effect !== "recreate") return undefined;
  const held = described(call);
  // The name of an EMR cluster is an id, which is never given twice.
  if (!held || (fault.effect === "recreate" && held.table.service === "emr")) return undefined;
  const { shelf, clock } = call;
  if (fault.effect === "delete") shelf.held = shelf.held.filter((other) => other !== held);
  else {
    const now = clock.now().toISOString();
    const names = Object.values(held.table.key).flatMap((own) => (held.document[own] === undefined ? [] : [[own, held.document[own]]]));
    const arn = held.table.arnMember === undefined ? {} : { [held.table.arnMember]: held.document[held.table.arnMember] };
    const times = { CreationTime: now, ...("LastModifiedTime" in held.document ? { LastModifiedTime: now } : {}) };
    const { Tags, ...made } = fault.document ?? held.document;
    held.document = { ...made, ...arn, ...Object.fromEntries(names), ...times };
    if (Array.isArray(Tags)) held.tags = Tags.filter(isObject);
  }
  return { arn: held.arn, kind: held.table.kind, what: fault.effect === "delete" ? "deleted" : "recreated" };
};
