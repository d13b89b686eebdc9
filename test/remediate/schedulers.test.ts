import { describe, expect, test } from "vitest";
import type { JournalEntry } from "../../src/remediate/apply/chain.ts";
import { type Arrival, bounds, simulate } from "./schedulers.ts";

/** As many as the gate has time for; the long run sets 10000, or goes on from a seed where an earlier one ended. */
const runs = Number(process.env["SAGEWARDEN_SCHEDULER_RUNS"] ?? 500);
const first = Number(process.env["SAGEWARDEN_SEED"] ?? 0);
const hour = 3_600_000;
/** What src/remediate/apply/act.ts promises: a call rests on a look that is at most so old. */
const fresh = 30_000;

type Intent = Extract<JournalEntry, { type: "intent" }>;
const intentsIn = (lines: readonly JournalEntry[]): Intent[] => lines.filter((entry) => entry.type === "intent");

const overAnHour = (intents: readonly Intent[]): boolean =>
  intents.some(({ at }) => intents.filter((one) => Date.parse(one.at) > Date.parse(at) - hour && one.at <= at).length > bounds.maxPerHour);

const overAPlan = (arrivals: readonly Arrival[]): boolean =>
  [...Map.groupBy(arrivals, ({ plan }) => plan).values()].some((acts) => acts.length > bounds.maxActs);

/** The intent that an arrival rests on, with what was seen at the look. */
const intentOf = (lines: readonly JournalEntry[], { name, token, plan }: Arrival): Intent | undefined =>
  intentsIn(lines).find((intent) => intent.item.name === name && intent.token === token && intent.plan === plan);

const harmOf = (arrival: Arrival, lines: readonly JournalEntry[]): string[] => {
  const { look, at } = arrival;
  const item = intentOf(lines, arrival)?.item;
  const tags = look.resource.config["tags"];
  const wrongs: [string, boolean][] = [
    ["no intent", !arrival.hadIntent || !item],
    ["repeated", arrival.isRepeated],
    ["an old look", at - look.at > fresh],
    [`judged ${look.verdict}`, look.verdict !== "fail"],
    ["re-created", look.resource.createdAt !== item?.createdAt],
    ["changed", look.resource.config["modifiedAt"] !== item?.expected.modifiedAt || look.resource.config["state"] !== "InService"],
    ["protected", typeof tags === "object" && tags !== null && "sagewarden-protect" in tags],
  ];
  return wrongs.flatMap(([what, is]) => (is ? [what] : []));
};

describe("eight schedulers on one journal, with pauses longer than the lease, crashes, lost answers and people", () => {
  test(
    `in ${runs} random runs nothing is done twice, over a cap, without intent and outcome, or to what a fresh look forbade`,
    { timeout: Math.max(600_000, runs * 1_000) },
    async () => {
      const sum = { crashes: 0, pauses: 0, lost: 0, late: 0, held: 0, runs: 0, acts: 0, failed: 0 };
      for (let seed = first; seed < first + runs; seed++) {
        const { arrivals, lines, seen } = await simulate(seed);
        for (const [key, count] of Object.entries(seen))
          if (key in sum) Object.assign(sum, { [key]: sum[key as keyof typeof seen] + count });
        const harm = arrivals.flatMap((arrival) => harmOf(arrival, lines));
        const intents = intentsIn(lines);
        const outcomes = lines.filter((entry) => entry.type === "outcome");
        const open = intents.filter(
          (one) => outcomes.filter((entry) => entry.plan === one.plan && entry.resource === one.resource).length !== 1,
        );
        const tokens = lines.flatMap((entry) => ("token" in entry ? [entry.token] : []));
        const isGrowing = tokens.every((token, index) => index === 0 || token >= (tokens[index - 1] ?? 0));
        const verdict = { harm, hour: overAnHour(intents), plan: overAPlan(arrivals), open: open.length, isGrowing };
        expect({ seed, ...verdict }).toEqual({ seed, harm: [], hour: false, plan: false, open: 0, isGrowing: true });
        sum.acts += arrivals.filter(({ hadEffect }) => hadEffect).length;
        sum.failed += outcomes.filter((entry) => entry.outcome === "failed").length;
      }
      // The chances are such that all of it really happened.
      for (const [what, count] of Object.entries(sum)) expect([what, count > runs / 10]).toEqual([what, true]);
    },
  );
});
