import { describe, expect, it } from "vitest";
import { bounds, openActs, processRun, type ProcessRun, untouchable } from "./process-run.ts";

/** A few in the gate, many in the long run: `SAGEWARDEN_PROCESS_RUNS=100`. */
const runs = Number(process.env["SAGEWARDEN_PROCESS_RUNS"] ?? 3);
const seed = Number(process.env["SAGEWARDEN_SEED"] ?? 11);
const atOnce = runs > 3 ? 8 : 3;

/** Refused before anything was done: all other calls may have had their effect. */
const hadNoEffect = /^(ServiceUnavailable|ThrottlingException)$/;

const hour = 3_600_000;
/** The most acts that were begun within any hour. */
const mostPerHour = (instants: readonly string[]): number => {
  const times = instants.map((at) => Date.parse(at));
  return Math.max(0, ...times.map((end) => times.filter((time) => time > end - hour && time <= end).length));
};

const faultsOf = ({ calls, entries, verification, ends }: ProcessRun): string[] => {
  const intents = entries.flatMap((entry) => (entry.type === "intent" ? [entry] : []));
  const perHour = mostPerHour(intents.map(({ at }) => at));
  const outcomes = entries.filter(({ type }) => type === "outcome");
  const effective = calls.filter(({ outcome }) => !hadNoEffect.test(outcome));
  const named = [...Map.groupBy(effective, ({ resource }) => resource)];
  return [
    ...named.flatMap(([resource, same]) => (same.length > 1 ? [`${resource} was acted on ${same.length} times`] : [])),
    ...calls.flatMap(({ resource }) => (untouchable.includes(resource) ? [`${resource} was acted on`] : [])),
    ...calls.flatMap(({ resource }) => (intents.some((intent) => intent.resource === resource) ? [] : [`${resource}: no intent`])),
    ...(calls.length > intents.length ? [`${calls.length} calls for ${intents.length} intents`] : []),
    ...(perHour > bounds.maxPerHour ? [`${perHour} acts within an hour`] : []),
    ...openActs(entries).map((act) => `${act} is open after runs that ended in ${ends.join(", ")}`),
    ...(outcomes.length === intents.length ? [] : [`${intents.length} intents and ${outcomes.length} outcomes`]),
    ...(verification.ok ? [] : [verification.what]),
  ];
};

describe("Unattended runs in processes of their own", { timeout: 120_000 + runs * 60_000 }, () => {
  it("never repeat an act, go over a bound or touch what is not theirs, however they are stopped and killed; each act is on record", async () => {
    const totals = { runs: 0, pauses: 0, kills: 0, calls: 0, intents: 0, stopped: 0 };
    const seeds = Array.from({ length: runs }, (_, index) => seed + index);
    const work = async (): Promise<void> => {
      for (let next = seeds.shift(); next !== undefined; next = seeds.shift()) {
        const run = await processRun(next);
        expect({ seed: next, faults: faultsOf(run), said: /internal|unexpected/i.exec(run.said)?.[0] ?? "" }).toEqual({
          seed: next,
          faults: [],
          said: "",
        });
        const intents = run.entries.filter(({ type }) => type === "intent").length;
        const done = run.entries.filter((entry) => entry.type === "outcome" && entry.outcome === "done").length;
        totals.runs++;
        totals.pauses += run.pauses;
        totals.kills += run.kills;
        totals.calls += run.calls.length;
        totals.intents += intents;
        totals.stopped += done;
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, runs) }, work));
    if (runs > 3) process.stdout.write(`${JSON.stringify(totals)}\n`);
    expect(totals.pauses).toBeGreaterThan(0);
    expect(totals.kills).toBeGreaterThan(0);
    expect(totals.stopped).toBeGreaterThan(runs);
  });
});
