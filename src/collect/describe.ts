import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { placesOf } from "../kinds/field.ts";
import type { Describe, Kind } from "../kinds/kind.ts";
import { parsePath, valueAt, type UnknownAt } from "../kinds/read-fields.ts";
import type { Answer, Call } from "./call.ts";
import { unknownOf, type Failure } from "./failure.ts";

type Refused = { describe: Describe; failure: Failure };
/** What is known of a resource: the summary, and what the descriptions added; and which of them were refused. */
export type Description = { document: JsonObject; refused: readonly Refused[] };

const inputOf = (describe: Describe, summary: JsonObject): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(describe.input).flatMap(([member, path]) => {
      const value = valueAt(summary, parsePath(path));
      return value === undefined ? [] : [[member, value]];
    }),
  );

type Source = { region: string; call: Call };

const ask = async (describe: Describe, summary: JsonObject, { region, call }: Source): Promise<Answer> => {
  const answer = await call(describe.operation, inputOf(describe, summary), region);
  if (!answer.ok || describe.root === undefined) return answer;
  const document = answer.document[describe.root];
  if (isObject(document)) return { ok: true, document };
  if (describe.optional) return { ok: true, document: {} };
  return { ok: false, failure: { type: "error", detail: `${describe.operation.name}: the answer holds no ${describe.root}` } };
};

/** Asks for all descriptions of one resource. Gone since it was listed: nothing to tell of it. */
export const describeAll = async (kind: Kind, summary: JsonObject, source: Source): Promise<Description | "gone"> => {
  const refused: Refused[] = [];
  let document = summary;
  for (const describe of kind.describe) {
    const answer = await ask(describe, summary, source);
    if (answer.ok) document = { ...document, ...answer.document };
    else if (answer.failure.type !== "gone") refused.push({ describe, failure: answer.failure });
    else if (!describe.optional) return "gone";
  }
  return { document, refused };
};

/** A member may be what a refused description would have given: its own by name, or, of the one that names none, any that the others do not claim. */
const mayGive = (kind: Kind, { describe }: Refused, member: string): boolean =>
  describe.gives ? describe.gives.includes(member) : !kind.describe.some((other) => other.gives?.includes(member));

/** The places of leaves that another place has answered: a summary and a description may say the same thing under two names. */
const answeredElsewhere = (kind: Kind, document: JsonObject): ReadonlySet<string> => {
  const answered = new Set<string>();
  for (const field of Object.values(kind.fields)) {
    if (field.shape !== "leaf" || field.api === undefined) continue;
    const places = placesOf(field.api);
    if (places.some((place) => valueAt(document, parsePath(place)) !== undefined))
      places.forEach((place) => answered.add(parsePath(place).join("/")));
  }
  return answered;
};

/** Why a path of the document is not known. What is there is known, whoever said it; what is not there may be what was refused. */
export const unknownIn = (kind: Kind, { document, refused }: Description): UnknownAt => {
  const answered = refused.length === 0 ? new Set<string>() : answeredElsewhere(kind, document);
  return (path): Unknown | undefined => {
    if (refused.length === 0 || valueAt(document, path) !== undefined || answered.has(path.join("/"))) return undefined;
    const refusal = refused.find((one) => mayGive(kind, one, String(path[0])));
    return refusal && unknownOf(refusal.failure);
  };
};
