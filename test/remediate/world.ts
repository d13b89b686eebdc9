import type { Resource } from "../../src/estate/estate.ts";
import type { VerdictWord } from "../../src/evaluate/verdict.ts";
import { type JournalEntry, linkEvent, readChain } from "../../src/remediate/apply/chain.ts";
import type { CallAnswer, Effects } from "../../src/remediate/apply/effects.ts";
import type { Journal } from "../../src/remediate/apply/journal.ts";
import { noLease } from "../../src/remediate/apply/lease.ts";
import { identity, now } from "./reports.ts";

/** The process dies here. */
export class Crash extends Error {}

export type Notebook = { resource: Resource; verdict: VerdictWord; stopsAfter: number };
export type Fate = "ok" | "throttled" | "denied" | "lost before" | "lost after";
export type Meddling = { at: number; name: string; how: "stop" | "restart" | "delete" | "recreate" | "exempt" | "start-again" | "bounce" };

export type WorldInput = {
  notebooks: Resource[];
  fates?: Fate[];
  meddling?: Meddling[];
  crashes?: number[];
  blind?: number[];
  stopsAfter?: number;
};

/** An account with notebooks, some people in it, and a process that may die between any two things that it does. */
export const worldOf = ({ notebooks, fates = [], meddling = [], crashes = [], blind = [], stopsAfter = 2 }: WorldInput) => {
  const things = new Map<string, Notebook>(
    notebooks.map((resource) => [resource.name, { resource: structuredClone(resource), verdict: "fail", stopsAfter }]),
  );
  const stops: { name: string; before: Notebook; entries: number }[] = [];
  const calls: string[] = [];
  let [file, step, looks, clock] = ["", 0, 0, Date.parse(now)];
  const dueCrashes = new Set(crashes);
  const dueFates = [...fates];

  const mayDie = (): void => {
    if (dueCrashes.delete(step++)) throw new Crash(`at step ${step - 1}`);
  };
  const stamp = (): string => new Date(clock++).toISOString();
  const setState = (thing: Notebook, state: string): void => {
    Object.assign(thing.resource.config, { state, modifiedAt: stamp() });
  };
  const meddle = ({ name, how }: Meddling): void => {
    const thing = things.get(name);
    if (!thing) return;
    if (how === "delete") things.delete(name);
    if (how === "exempt") thing.verdict = "exempt";
    if (how === "stop") setState(thing, "Stopped");
    // Stopped and started again within its hours: it runs since later, and is overdue all the same.
    if (how === "bounce") setState(thing, "InService");
    if (how === "recreate") thing.resource.createdAt = stamp();
    // Stopped and started again: it runs on, but no longer since before it was due.
    if (how === "restart" || (how === "start-again" && thing.resource.config["state"] === "Stopped")) {
      setState(thing, "InService");
      thing.verdict = "pass";
    }
  };
  const pass = (): void => {
    const at = looks++;
    for (const one of meddling.filter((other) => other.at === at)) meddle(one);
    for (const thing of things.values())
      if (thing.resource.config["state"] === "Stopping" && thing.stopsAfter-- <= 0) setState(thing, "Stopped");
  };
  const stop = (name: string): CallAnswer => {
    const thing = things.get(name);
    if (!thing) return { ok: false, failure: { type: "gone", detail: "RecordNotFound" } };
    if (thing.resource.config["state"] !== "InService")
      return { ok: false, failure: { type: "error", detail: "ValidationException: wrong state" } };
    stops.push({ name, before: structuredClone(thing), entries: readChain(file, "journal").entries.length });
    setState(thing, "Stopping");
    return { ok: true };
  };

  /** As the file is on the disk: a crash may leave half a line. */
  const openJournal = (): Journal => {
    const chain = readChain(file, "journal");
    file = file.slice(0, chain.bytes);
    const entries: JournalEntry[] = [...chain.entries];
    let { head } = chain;
    return {
      entries: () => entries,
      append: (event) => {
        const next = linkEvent(event, head, new Date(clock).toISOString());
        try {
          mayDie();
        } catch (crash) {
          file += next.line.slice(0, step % next.line.length);
          return Promise.reject(crash instanceof Error ? crash : new Error("crash"));
        }
        file += next.line;
        ({ head } = next);
        entries.push(next.entry);
        mayDie();
        return Promise.resolve();
      },
    };
  };

  /** The effects of one process; after a crash, the next one begins with what is on the disk. */
  const start = (): Effects => ({
    describe: async (planned) => {
      mayDie();
      pass();
      if (blind.includes(looks))
        return { state: "failed", failure: { type: "denied", detail: "needs sagemaker:DescribeNotebookInstance" } };
      const thing = things.get(planned.name);
      return thing ? { state: "there", resource: structuredClone(thing.resource) } : { state: "gone" };
    },
    judge: async (resource) => ({ "overdue-notebook": things.get(resource.name)?.verdict ?? "not-applicable" }),
    enter: async () => ({ ok: true, caller: identity, looksAs: identity }),
    session: async () => ({ ok: true, actsAs: identity }),
    send: async ({ operation, input }) => {
      mayDie();
      const name = String(input["NotebookInstanceName"]);
      calls.push(`${operation.name} ${name}`);
      const fate = dueFates.shift() ?? "ok";
      if (fate === "throttled") return { ok: false, failure: { type: "throttled", detail: "ThrottlingException" } };
      if (fate === "denied") return { ok: false, failure: { type: "denied", detail: "needs sagemaker:StopNotebookInstance" } };
      if (fate === "lost before") return { ok: false, failure: { type: "transient", detail: "ECONNRESET" } };
      const answer = stop(name);
      mayDie();
      return fate === "lost after" ? { ok: false, failure: { type: "transient", detail: "socket hang up" } } : answer;
    },
    journal: openJournal(),
    lease: noLease,
    clock: () => clock,
    halted: async () => undefined,
    now: () => new Date(clock).toISOString(),
    sleep: async (milliseconds) => {
      clock += milliseconds;
    },
  });

  return {
    start,
    stops,
    calls,
    entries: () => readChain(file, "journal").entries,
    stateOf: (name: string) => things.get(name)?.resource.config["state"] ?? null,
    later: (milliseconds: number) => void (clock += milliseconds),
  };
};
