import { iamAction } from "../kinds/operation.ts";
import type { Answer, Call } from "./call.ts";

/** What saves calls where it may be asked: what it gives is had elsewhere. Tags by the hundred look after themselves (bulk-tags.ts). */
const sparing = "sagemaker:Search";
/** Nobody allows it within a scan, and a region does not come to have it. */
const lasting = ["denied", "unsupported-in-region"];

/** Of what only saves calls, the first question in a region goes alone; if it is refused, that is the answer to all others. */
export const refusedOnce = (call: Call): Call => {
  const firsts = new Map<string, Promise<Answer>>();
  return async (operation, input, region) => {
    if (iamAction(operation) !== sparing) return call(operation, input, region);
    const first = firsts.get(region);
    if (!first) {
      const asked = call(operation, input, region);
      firsts.set(region, asked);
      return asked;
    }
    const answer = await first;
    return answer.ok || !lasting.includes(answer.failure.type) ? call(operation, input, region) : answer;
  };
};
