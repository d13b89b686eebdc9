import type { JsonObject } from "../estate/json.ts";
import type { Operation } from "../kinds/operation.ts";
import { withoutSecrets } from "../kinds/secret-members.ts";
import type { Call } from "./call.ts";
import type { FailureType } from "./failure.ts";
import { toJsonObject } from "./to-json.ts";

/** `family`: the questions whose page tokens go stale together. */
type Asked = { family: string; input: JsonObject };

export type Answers = {
  /** What an earlier process of this scan was told; of this one, nothing. */
  recall: (asked: Asked) => JsonObject | undefined;
  keep: (asked: Asked, answer: JsonObject) => void;
  forget: (family: string) => void;
};
export type Descriptions = { recall: (key: string) => JsonObject | undefined; keep: (key: string, description: JsonObject) => void };

/** What a scan remembers: its own answers, so that it goes on where it broke off, and descriptions of what does not change. */
export type Memory = {
  /** `startedAt`: when its first process began. */
  scan?: { startedAt: string; answers: Answers } | undefined;
  descriptions?: Descriptions | undefined;
};

const nameOf = ({ service, name }: Operation): string => `${service}:${name}`;

/**
 * Asks only what this scan was not told before, and keeps every answer before it is used. Secrets are not kept: the collector does
 * not get to see those that no field is read from, and asks again for the others.
 */
export const remembering =
  (call: Call, { answers, account }: { answers: Answers; account: string }): Call =>
  async (operation, input, region) => {
    const asked: Asked = { family: `${account} ${nameOf(operation)} ${region}`, input: toJsonObject(input) };
    const known = answers.recall(asked);
    if (known) return { ok: true, document: known };
    const answer = await call(operation, input, region);
    if (!answer.ok) {
      // The list is begun again, and must not come upon the same page and the same stale token.
      if (answer.failure.type === "invalid-token") answers.forget(asked.family);
      return answer;
    }
    const document = withoutSecrets(answer.document);
    if (!document) return answer;
    answers.keep(asked, document);
    return { ok: true, document };
  };

/** What AWS may answer another time, when it is less busy, in better health, or asked with fresh credentials. */
const passing: readonly FailureType[] = ["throttled", "out-of-time", "credentials-expired", "transient"];

type Counting = { call: Call; asked: () => Record<string, number>; unanswered: () => number };

/**
 * How many questions of each operation were put, however often they had to be sent, and whoever remembered the answer: the same for a
 * scan that broke off. And how many of all may be answered if they are put again.
 */
export const counting = (call: Call): Counting => {
  const counts = new Map<string, number>();
  let unanswered = 0;
  return {
    call: async (operation, input, region) => {
      counts.set(nameOf(operation), (counts.get(nameOf(operation)) ?? 0) + 1);
      const answer = await call(operation, input, region);
      if (!answer.ok && passing.includes(answer.failure.type)) unanswered += 1;
      return answer;
    },
    unanswered: () => unanswered,
    asked: () => Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
};
