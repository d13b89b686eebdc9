import type { DatabaseSync } from "node:sqlite";
import type { Resource } from "../../src/estate/estate.ts";
import type { Verdict, VerdictWord } from "../../src/evaluate/verdict.ts";
import { Problem } from "../../src/estate/problem.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { applyFixes } from "../../src/remediate/apply/apply.ts";
import { type Head, type JournalEntry, linkEvent, noHead } from "../../src/remediate/apply/chain.ts";
import type { CallAnswer, Effects } from "../../src/remediate/apply/effects.ts";
import type { Journal } from "../../src/remediate/apply/journal.ts";
import { type Lease, openLeases, takeLease } from "../../src/remediate/apply/lease.ts";
import type { Limits } from "../../src/remediate/limits.ts";
import { planStop } from "../../src/remediate/stop.ts";
import { identity, limits, notebook, policies, reportOf } from "./reports.ts";

/** All that chance decides, so that a run can be repeated by its seed. */
const chance = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { next, below, happens: (share: number): boolean => next() < share };
};

const minute = 60_000;
const names = ["n0", "n1", "n2", "n3", "n4", "n5"];
const horizon = 75 * minute;

class Died extends Error {}

/** Why nothing may be done to a notebook, as people see it. */
type Thing = { resource: Resource; verdict: VerdictWord; movedBy: "people" | "us"; stopsAt: number };
type Look = { at: number; verdict: VerdictWord; resource: Resource };
export type Arrival = {
  name: string;
  at: number;
  plan: string;
  token: number;
  look: Look;
  hadIntent: boolean;
  /** It ran, and so it stopped by this call. */
  hadEffect: boolean;
  /** Nobody but us had touched it since the look, and it was stopping or stopped by us already. */
  isRepeated: boolean;
};

export const bounds: Limits = { ...limits, maxActs: 5, maxPercent: 90, maxPerHour: 8, canaries: 0, maxFailures: 3 };

const approval = {
  verbs: ["stop"],
  kinds: ["notebook-instance"],
  projects: ["churn"],
  maxActs: 5,
  approvedBy: "marta",
  expires: "2027-01-01",
};
const begin = Date.parse("2026-11-21T21:00:00.000Z");

/** An account, its people, and eight schedulers that know nothing of each other but a journal and a lease. */
export const simulate = async (seed: number) => {
  const dice = chance(seed);
  let clock = begin;
  let isCalm = false;
  const strikes = (share: number): boolean => !isCalm && dice.happens(share);
  const iso = (): string => new Date(clock).toISOString();
  const lines: JournalEntry[] = [];
  let head: Head = noHead;
  const leases: DatabaseSync = openLeases(":memory:");
  const arrivals: Arrival[] = [];
  const seen = { crashes: 0, pauses: 0, lost: 0, late: 0, held: 0, runs: 0 };

  const things = new Map<string, Thing>(
    names.map((name, index) => [
      name,
      {
        resource: notebook(name, {
          tags: { project: "churn", user: index % 2 ? "ada" : "bob", ...(index === 5 ? { "sagewarden-protect": "yes" } : {}) },
        }),
        verdict: index === 4 ? "exempt" : "fail",
        movedBy: "people",
        stopsAt: Infinity,
      },
    ]),
  );
  const set = (thing: Thing, state: string, movedBy: Thing["movedBy"]): void => {
    Object.assign(thing.resource.config, { state, modifiedAt: iso() });
    thing.movedBy = movedBy;
  };
  const settle = (): void => {
    for (const thing of things.values())
      if (thing.stopsAt <= clock) {
        thing.stopsAt = Infinity;
        if (thing.resource.config["state"] === "Stopping") set(thing, "Stopped", thing.movedBy);
      }
  };
  const meddle = (): void => {
    const thing = things.get(names[dice.below(names.length)] ?? "");
    if (!thing) return;
    const how = dice.below(10);
    if (how === 0) thing.verdict = dice.happens(0.5) ? "exempt" : "unknown";
    if (how === 1) thing.verdict = "fail";
    if (how === 2) thing.resource.createdAt = iso();
    if (how === 3 || how > 6) set(thing, "InService", "people");
    if (how === 4) set(thing, "Stopped", "people");
    if (how === 5) Object.assign(thing.resource.config["tags"] ?? {}, { "sagewarden-protect": "yes" });
    if (how === 6) thing.verdict = "pass";
  };

  // Everyone waits here between any two steps; the loop below wakes one at a time, as chance has it.
  type Waiting = { wakeAt: number; go: () => void };
  let waiting: Waiting[] = [];
  const until = (wakeAt: number): Promise<void> => new Promise((go) => void waiting.push({ wakeAt, go }));

  const openJournal = (lease: Lease): Journal => {
    const from = lines.length;
    const mine = [...lines];
    let [own, ownHead] = [from, head];
    return {
      entries: () => mine,
      append: async (event) => {
        lease.guard(() => {
          if (lines.length !== own) throw new Error("two runs wrote to one journal");
          const next = linkEvent(event, ownHead, iso());
          lines.push(next.entry);
          mine.push(next.entry);
          own++;
          ownHead = next.head;
          head = next.head;
        });
      },
    };
  };

  const scheduler = async (): Promise<void> => {
    const step = async (): Promise<void> => {
      const isPause = strikes(0.02);
      if (isPause) seen.pauses++;
      await until(clock + (isPause ? (1 + dice.below(20)) * minute : dice.below(1500)));
      if (strikes(0.02)) {
        seen.crashes++;
        throw new Died();
      }
    };
    const judge = (resource: Resource): VerdictWord => things.get(resource.name)?.verdict ?? "not-applicable";
    await step();
    settle();
    // The scan: what it saw may be old by the time that the right to act is had.
    const resources = structuredClone([...things.values()].map(({ resource }) => resource)).map((one) => ({ ...one }));
    const verdicts = Object.fromEntries(
      resources.map((one): [string, [string, Verdict["verdict"]][]] => {
        const verdict = judge(one);
        return [one.name, [["overdue-notebook", verdict === "exempt" ? "pass" : verdict]]];
      }),
    );
    const report = reportOf({ resources, verdicts });
    const run = planStop({
      report,
      kinds,
      limits: bounds,
      standingApproval: approval,
      mayNot: () => undefined,
      now: iso(),
      identity,
      policies,
    });
    await step();
    const lease = takeLease(leases, { holder: "one of eight", clock: () => clock, atLeast: 0 });
    if ("heldBy" in lease) {
      seen.held++;
      return;
    }
    const journal = openJournal(lease);
    const looks = new Map<string, Look>();
    const stop = (name: string): CallAnswer => {
      settle();
      const thing = things.get(name);
      const look = looks.get(name);
      if (!thing || !look) throw new Error(`${name} was acted on without a look`);
      const isRunning = thing.resource.config["state"] === "InService";
      arrivals.push({
        name,
        at: clock,
        plan: run.plan.hash,
        token: lease.token,
        look,
        hadIntent: lines.some((entry) => entry.type === "intent" && entry.item.name === name && entry.token === lease.token),
        hadEffect: isRunning,
        isRepeated: !isRunning && thing.movedBy === "us",
      });
      if (!isRunning) return { ok: false, failure: { type: "error", detail: "ValidationException: wrong state" } };
      set(thing, "Stopping", "us");
      thing.stopsAt = clock + 5000 + dice.below(90_000);
      return { ok: true };
    };
    const effects: Effects = {
      journal,
      lease,
      clock: () => clock,
      now: iso,
      halted: async () => undefined,
      enter: async () => ({ ok: true, caller: identity, looksAs: identity }),
      session: async () => ({ ok: true, actsAs: identity }),
      sleep: async (milliseconds) => until(clock + milliseconds),
      judge: async (resource) => ({ "overdue-notebook": looks.get(resource.name)?.verdict ?? "unknown" }),
      describe: async ({ name }) => {
        await step();
        settle();
        if (strikes(0.02)) return { state: "failed", failure: { type: "denied", detail: "needs sagemaker:DescribeNotebookInstance" } };
        const thing = things.get(name);
        if (!thing) return { state: "gone" };
        looks.set(name, { at: clock, verdict: thing.verdict, resource: structuredClone(thing.resource) });
        const answer = structuredClone(thing.resource);
        await step();
        return { state: "there", resource: answer };
      },
      send: async ({ input, notAfter }) => {
        await step();
        // What the transport does at the last instant: see sendWith in src/cli/effects.ts.
        if (clock > notAfter) {
          seen.late++;
          return { ok: false, failure: { type: "late", detail: "not sent" } };
        }
        const name = String(input["NotebookInstanceName"]);
        const fate = isCalm ? 1 : dice.next();
        if (fate < 0.05) return { ok: false, failure: { type: "throttled", detail: "ThrottlingException" } };
        if (fate < 0.08) return { ok: false, failure: { type: "denied", detail: "needs sagemaker:StopNotebookInstance" } };
        if (fate < 0.11) return { ok: false, failure: { type: "transient", detail: "ECONNRESET" } };
        const answer = stop(name);
        const isLost = strikes(0.05);
        if (isLost) seen.lost++;
        await step();
        return isLost ? { ok: false, failure: { type: "transient", detail: "socket hang up" } } : answer;
      },
    };
    seen.runs++;
    await applyFixes({ ...run, kinds, mayNot: () => undefined, identity, policies, effects });
    lease.release();
  };

  /** Cron: starts a run every few minutes, whatever became of the last one. */
  const cron = async (): Promise<void> => {
    await until(clock + dice.below(10 * minute));
    while (clock < begin + horizon) {
      try {
        await scheduler();
      } catch (error) {
        // A crash, a lost lease, a plan over a cap: the next run comes.
        if (!(error instanceof Died) && !(error instanceof Problem)) throw error;
      }
      await until(clock + (2 + dice.below(20)) * minute);
    }
  };
  const people = async (): Promise<void> => {
    while (clock < begin + horizon) {
      await until(clock + dice.below(4 * minute));
      meddle();
    }
  };

  const failures: unknown[] = [];
  let alive = 0;
  const start = (one: Promise<void>): void => {
    alive++;
    void one.catch((error: unknown) => void failures.push(error)).finally(() => void alive--);
  };
  for (let index = 0; index < 8; index++) start(cron());
  start(people());
  /** Lets everything happen that needs no more time. */
  const rest = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  const drain = async (): Promise<void> => {
    for (let turn = 0; alive > 0 && failures.length === 0; turn++) {
      if (waiting.length === 0) {
        await rest();
        continue;
      }
      const first = Math.min(...waiting.map(({ wakeAt }) => wakeAt));
      // Whoever is due within a breath may be next: the order of things is not the order of clocks.
      const due = waiting.filter(({ wakeAt }) => wakeAt <= first + 50);
      const next = due[dice.below(due.length)];
      if (!next) continue;
      waiting = waiting.filter((one) => one !== next);
      clock = Math.max(clock, next.wakeAt);
      next.go();
      for (let turns = 0; turns < 30; turns++) await Promise.resolve();
    }
  };
  await drain();
  // One run that nothing disturbs: it sees what was begun to its end.
  isCalm = true;
  clock += 10 * minute;
  start(
    scheduler().catch((error: unknown) => {
      // A plan over a cap is refused; what was begun before is seen to its end all the same.
      if (!(error instanceof Problem) || error.facts.code !== "fix-over-cap") throw error;
    }),
  );
  await drain();
  leases.close();
  const [failure] = failures;
  if (failure !== undefined) throw failure instanceof Error ? failure : new Error(String(failure));
  return { arrivals, lines, seen };
};
