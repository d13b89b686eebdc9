import pLimit from "p-limit";
import type { JsonObject } from "../estate/json.ts";
import type { Operation } from "../kinds/operation.ts";
import { createCounter, type CallCounts } from "./call-counts.ts";
import type { Clients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import type { OnEvent } from "./event.ts";
import { classify, type Failure } from "./failure.ts";
import { createPacer, type Pacer } from "./pacer.ts";

export type Answer = { ok: true; document: JsonObject } | { ok: false; failure: Failure };
export type Call = (operation: Operation, input: Record<string, unknown>, region: string) => Promise<Answer>;

export type CallerOptions = { clients: Clients; clock: Clock; concurrency: number; budgetSeconds: number; on: OnEvent };
export type Caller = { call: Call; counts: () => CallCounts };

/** A fault that lasts is no passing fault. */
const patience = 8;
const backoff = (attempt: number): number => Math.min(5_000, 50 * 2 ** attempt);

const nameOf = ({ service, name }: Operation): string => `${service}:${name}`;
/** What shares a rate: AWS throttles each operation by itself, in each account and region. */
const familyOf = (operation: Operation, region: string): string => `${region} ${nameOf(operation)}`;

/**
 * Calls AWS so that nothing is lost: paced per region and operation, at most `concurrency` at once over all, sent again after a
 * throttle until it is answered or the budget of time has run out, and after a passing fault a few times.
 */
export const createCaller = (options: CallerOptions): Caller => {
  const { clients, clock, on } = options;
  const inFlight = pLimit(options.concurrency);
  const deadline = clock.now().getTime() + options.budgetSeconds * 1000;
  const pacers = new Map<string, Pacer>();
  const throttledOnce = new Set<string>();
  const { count, counts } = createCounter();

  const pacerOf = (operation: Operation, region: string): Pacer => {
    const family = familyOf(operation, region);
    const pacer = pacers.get(family) ?? createPacer(clock, deadline);
    pacers.set(family, pacer);
    return pacer;
  };
  const late = (operation: Operation, region: string): Answer => {
    const type = throttledOnce.has(familyOf(operation, region)) ? "throttled" : "out-of-time";
    return {
      ok: false,
      failure: { type, detail: `${operation.name}: not answered within the ${options.budgetSeconds} s that the scan may take` },
    };
  };
  const attempt = async (operation: Operation, input: Record<string, unknown>, region: string): Promise<Answer> => {
    const pacer = pacerOf(operation, region);
    const round = await pacer.turn();
    if (round === undefined) return late(operation, region);
    const answer = await inFlight(() => clients.send(operation, input, region)).then(
      (document): Answer => ({ ok: true, document }),
      (error: unknown): Answer => ({ ok: false, failure: classify(error, operation) }),
    );
    const outcome = answer.ok ? "ok" : answer.failure.type;
    if (outcome === "throttled") {
      pacer.throttled(round);
      throttledOnce.add(familyOf(operation, region));
    }
    if (outcome !== "transient" && outcome !== "throttled") pacer.succeeded();
    count(nameOf(operation), outcome);
    on({ type: "call", operation: operation.name, region, outcome });
    return answer;
  };
  const call: Call = async (operation, input, region) => {
    for (let faults = 0; ;) {
      const answer = await attempt(operation, input, region);
      if (answer.ok) return answer;
      const { type } = answer.failure;
      const isLate = clock.now().getTime() >= deadline;
      if (isLate || (type !== "throttled" && type !== "transient") || (type === "transient" && ++faults >= patience)) return answer;
      if (type === "transient") await clock.sleep(backoff(faults));
    }
  };
  return { call, counts };
};
