import { canonical } from "../estate/canonical.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Kind } from "../kinds/kind.ts";
import { withoutSecrets } from "../kinds/secret-members.ts";
import type { Call } from "./call.ts";
import type { Descriptions } from "./memory.ts";
import { rawField, textAt } from "./document.ts";
import { arnOf, type Place } from "./normalise.ts";
import { toJsonObject } from "./to-json.ts";

/** A change that comes so soon after another may bear its time, and be missed. */
const settledAfter = 60_000;

const hasSettled = (modifiedAt: unknown, now: Date): boolean =>
  typeof modifiedAt === "string" && now.getTime() - Date.parse(modifiedAt) >= settledAfter;

/** Whether what is described under this summary today is described the same under the same summary tomorrow. */
const lasts = (kind: Kind, summary: JsonObject, now: Date): boolean => {
  // Tags change without a trace, so that what brings them along is asked for each time.
  if (kind.tags.from === "description" || textAt(summary, kind.identity.createdAt) === null) return false;
  if (kind.unchanging === "always") return true;
  if (kind.unchanging === "by-modified") return hasSettled(rawField(kind, "modifiedAt", summary), now);
  if (kind.unchanging !== "when-terminal" || !kind.states) return false;
  const state = rawField(kind, kind.states.field, summary);
  return typeof state === "string" && kind.states.terminal.includes(state);
};

/** Descriptions of earlier scans, and the instant to which they must hold good. */
export type Kept = { descriptions: Descriptions; now: Date };

type Lasting = { kind: Kind; summary: JsonObject; place: Place; call: Call; kept: Kept };

/**
 * Asks for a description only if none is kept of the same thing in the same state: the key holds all that the summary says, so that
 * whatever it shows of a change (a new creation time under an old name, a warm pool that ran out) is a reason to ask.
 */
export const lasting = ({ kind, summary, place, call, kept: { descriptions, now } }: Lasting): Call => {
  const told = lasts(kind, summary, now) ? withoutSecrets(summary) : undefined;
  if (!told) return call;
  const { arn } = arnOf(kind, summary, place);
  return async (operation, input, region) => {
    const key = canonical([kind.name, arn, place.account, region, told, operation.name, toJsonObject(input)]);
    const known = descriptions.recall(key);
    if (known) return { ok: true, document: known };
    const answer = await call(operation, input, region);
    const document = answer.ok ? withoutSecrets(answer.document) : undefined;
    if (!document) return answer;
    descriptions.keep(key, document);
    return { ok: true, document };
  };
};
