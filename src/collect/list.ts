import { isObject, type JsonObject } from "../estate/json.ts";
import type { List } from "../kinds/kind.ts";
import type { Call } from "./call.ts";
import type { Failure } from "./failure.ts";

/** A list whose token went stale is begun again; those seen twice are known by their ARN. */
const restarts = 2;

/**
 * The summaries of a List, page after page, and at the end why it broke off, if it did. An empty page proves nothing: only a
 * missing token ends a list. A token that comes twice leads in a circle.
 */
export async function* listAll(list: List, region: string, call: Call): AsyncGenerator<JsonObject, Failure | undefined> {
  const size = list.pageSize ? { [list.pageSize.member]: list.pageSize.maximum } : {};
  const seen = new Set<string>();
  let token: string | undefined;
  for (let begun = 1; ;) {
    const answer = await call(
      list.operation,
      { ...list.input, ...size, ...(token === undefined ? {} : { [list.token.input]: token }) },
      region,
    );
    if (!answer.ok && answer.failure.type === "invalid-token" && begun <= restarts) {
      begun += 1;
      token = undefined;
      seen.clear();
      continue;
    }
    if (!answer.ok) return answer.failure;
    const items = answer.document[list.items];
    if (!Array.isArray(items)) return { type: "error", detail: `${list.operation.name}: the answer holds no ${list.items}` };
    yield* items.filter(isObject);
    const next = answer.document[list.token.output];
    if (typeof next !== "string" || next === "") return undefined;
    if (seen.has(next)) return { type: "error", detail: `${list.operation.name}: the same page token came twice` };
    seen.add(next);
    token = next;
  }
}
