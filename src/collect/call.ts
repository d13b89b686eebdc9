import pLimit, { type LimitFunction } from "p-limit";
import type { JsonObject } from "../estate/json.ts";
import type { Operation } from "../kinds/operation.ts";
import { createCounter, type CallCounts } from "./call-counts.ts";
import type { Clients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import type { OnEvent } from "./event.ts";
import { classify, type Failure } from "./failure.ts";
import { createPacer, type Pacer } from "./pacer.ts";
import { createRenewal } from "./renewal.ts";
import { isTorn } from "./torn.ts";

export type Answer = { ok: true; document: JsonObject } | { ok: false; failure: Failure };
export type Call = (operation: Operation, input: Record<string, unknown>, region: string) => Promise<Answer>;

export type CallerOptions = {
  clients: Clients;
  clock: Clock;
  concurrency: number;
  /** In place of `concurrency`, where the bound is another's to move. */
  inFlight?: LimitFunction | undefined;
  budgetSeconds: number;
  on: OnEvent;
  /** Whether credentials that were looked up anew open the same account. */
  isOurs: () => Promise<boolean>;
};
export type Caller = {
  call: Call;
  counts: () => CallCounts;
  /** Does something else that calls AWS, as one of those that may be under way. */
  aside: <Value>(work: () => Promise<Value>) => Promise<Value>;
};

/** A fault that lasts is no passing fault. */
const patience = 8;
const backoff = (attempt: number): number => Math.min(5_000, 50 * 2 ** attempt);

const nameOf = ({ service, name }: Operation): string => `${service}:${name}`;
/** What shares a rate: AWS throttles each operation by itself, in each account and region. */
const familyOf = (operation: Operation, region: string): string => `${region} ${nameOf(operation)}`;

type Question = { operation: Operation; input: Record<string, unknown>; region: string };
type Attempt = { answer: Answer; generation: number | undefined };

const failed = (type: Failure["type"], detail: string): Answer => ({ ok: false, failure: { type, detail } });

/** The rate of each operation in each region, and what became of those that it kept waiting for too long. */
const createRates = ({ clock, budgetSeconds }: Pick<CallerOptions, "clock" | "budgetSeconds">, deadline: number) => {
  const pacers = new Map<string, Pacer>();
  const throttledOnce = new Set<string>();
  return {
    pacerOf: ({ operation, region }: Question): Pacer => {
      const family = familyOf(operation, region);
      const pacer = pacers.get(family) ?? createPacer(clock, deadline);
      pacers.set(family, pacer);
      return pacer;
    },
    throttled: ({ operation, region }: Question): void => void throttledOnce.add(familyOf(operation, region)),
    late: ({ operation, region }: Question): Answer =>
      failed(
        throttledOnce.has(familyOf(operation, region)) ? "throttled" : "out-of-time",
        `${operation.name}: not answered within the ${budgetSeconds} s that the scan may take`,
      ),
  };
};

const expired = ({ operation }: Question): Answer =>
  failed("credentials-expired", `${operation.name}: not asked, as the credentials have expired and there are no others`);

/** What a call that went out, or did not, says of AWS's rate. */
const outcomeOf = (answer: Answer | undefined): "taken" | "throttled" | "unsaid" => {
  if (answer === undefined || (!answer.ok && answer.failure.type === "transient")) return "unsaid";
  return !answer.ok && answer.failure.type === "throttled" ? "throttled" : "taken";
};

/** One try of a call: at its turn, with credentials that are good, as one of so many. */
const createAttempts = (options: CallerOptions, deadline: number) => {
  const { clients, on } = options;
  const inFlight = options.inFlight ?? pLimit(options.concurrency);
  const rates = createRates(options, deadline);
  const { count, counts } = createCounter();
  const aside: Caller["aside"] = (work) => inFlight(work);
  const renewal = createRenewal(async () => {
    clients.renew();
    return aside(options.isOurs);
  });
  const send = async ({ operation, input, region }: Question): Promise<Answer> => {
    const answer = await clients.send(operation, input, region).then(
      (document): Answer =>
        isTorn(operation, document["Policy"]) ? failed("transient", `${operation.name}: half an answer`) : { ok: true, document },
      (error: unknown): Answer => ({ ok: false, failure: classify(error, operation) }),
    );
    const outcome = answer.ok ? "ok" : answer.failure.type;
    count(nameOf(operation), outcome);
    on({ type: "call", operation: operation.name, region, outcome });
    return answer;
  };
  const attempt = async (question: Question): Promise<Attempt> => {
    const pacer = rates.pacerOf(question);
    const round = await pacer.turn();
    const generation = await renewal.current();
    if (round === undefined) return { answer: rates.late(question), generation: undefined };
    if (generation === undefined) {
      pacer.ended(round, "unsaid");
      return { answer: expired(question), generation };
    }
    // Who waited here while others were throttled waits for another turn instead.
    const answer = await inFlight(async () => (pacer.holds(round) ? send(question) : undefined));
    pacer.ended(round, outcomeOf(answer));
    if (answer === undefined) return attempt(question);
    if (answer.ok) renewal.proved(generation);
    else if (answer.failure.type === "throttled") rates.throttled(question);
    return { answer, generation };
  };
  return { attempt, renewal, counts, aside };
};

/**
 * Calls AWS so that nothing is lost: paced per region and operation, at most `concurrency` at once over all, sent again after a
 * throttle until it is answered or the budget of time has run out, after a passing fault a few times, and with new credentials once.
 */
export const createCaller = (options: CallerOptions): Caller => {
  const { clock } = options;
  const deadline = clock.now().getTime() + options.budgetSeconds * 1000;
  const { attempt, renewal, counts, aside } = createAttempts(options, deadline);
  const call: Call = async (operation, input, region) => {
    for (let faults = 0, renewed = false; ;) {
      const { answer, generation } = await attempt({ operation, input, region });
      if (answer.ok || clock.now().getTime() >= deadline) return answer;
      const { type } = answer.failure;
      if (type === "credentials-expired") {
        if (renewed || generation === undefined || !(await renewal.expired(generation))) return answer;
        renewed = true;
      } else if (type === "transient") {
        if (++faults >= patience) return answer;
        await clock.sleep(backoff(faults));
      } else if (type !== "throttled") return answer;
    }
  };
  return { call, counts, aside };
};
