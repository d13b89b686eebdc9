import { atOnce, type AskTags, type Bulk, bulkOf } from "./bulk-tags.ts";
import type { CollectEvent } from "./event.ts";
import type { FailureType } from "./failure.ts";
import type { KindPlan } from "./plan.ts";

/** Where one kind asks for the tags of what it listed. */
export type Seat = {
  /** `whole`: the list has no more than this. What is asked for is asked when somebody wants it, or with the others who ask for few. */
  ask: (arns: readonly string[], whole: boolean) => Bulk | undefined;
  /** Nobody need wait for it any longer. */
  leave: () => void;
};

/** Where the kinds of a region ask for tags, so that those of which there are few share a question. */
export type TagDesk = { seat: (plan: KindPlan) => Seat };

/** `stumbled`: a call has to be made again; those who need its answer to know what they ask for are not waited for. */
type Desk = TagDesk & { stumbled: (operation: string) => void };

/** Which of them are of the estate, their tags say; without these, all are described. */
export const sortsByTags = ({ kind, documents }: KindPlan): boolean => kind.ours !== undefined && documents === "describe";

/** Whether it may ask for tags by the hundred. */
const asksInBulk = (plan: KindPlan): boolean => {
  const { kind, tags } = plan;
  return (kind.taggingType !== null && kind.tags.from === "operation" && (tags === "bulk" || tags === "document")) || sortsByTags(plan);
};

/** What must be answered before a kind knows for what it asks. */
const awaits = ({ kind, documents }: KindPlan): string[] => [kind.list.operation.name, ...(documents === "search" ? ["Search"] : [])];

type Pooled = { kind: string; arns: readonly string[]; bring: (brought: ReturnType<AskTags>) => void };

/**
 * A kind with a single page hands in what it asks for and waits until all others have come so far or turned out to be longer; then
 * they ask together, in the order of their names, so that a scan that goes on asks the same. A longer list asks page by page.
 */
const createDesk = (plans: readonly KindPlan[], askTags: AskTags): Desk => {
  const due = new Map(plans.filter(asksInBulk).map((plan) => [plan.kind.name, awaits(plan)]));
  const pool: Pooled[] = [];
  let isClosed = due.size === 0;
  const close = (): void => {
    isClosed = true;
    const waiting = pool.splice(0).toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
    const brought = askTags(waiting.flatMap(({ arns }) => arns));
    for (const { bring } of waiting) bring(brought);
  };
  const settle = (kind: string): void => {
    if (due.delete(kind) && due.size === 0) close();
  };
  const wait = (kind: string, arns: readonly string[]): Bulk => {
    const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<AskTags>>>();
    pool.push({ kind, arns, bring: resolve });
    settle(kind);
    return bulkOf(() => promise);
  };
  const alone = (arns: readonly string[]): Bulk => {
    let brought: ReturnType<AskTags> | undefined;
    return bulkOf(() => (brought ??= askTags(arns)));
  };
  return {
    stumbled: (operation) => {
      for (const [kind, operations] of due) if (operations.includes(operation)) settle(kind);
    },
    seat: (plan) => {
      const { name } = plan.kind;
      if (!asksInBulk(plan)) return { ask: () => undefined, leave: () => undefined };
      let isFirst = true;
      return {
        leave: () => settle(name),
        ask: (arns, whole) => {
          const pools = isFirst && whole && !isClosed && arns.length > 0 && arns.length < atOnce;
          isFirst = false;
          if (pools) return wait(name, arns);
          settle(name);
          // What the index lacks of a page, if it is but one, is asked for by itself.
          return arns.length <= (plan.documents === "search" ? 1 : 0) ? undefined : alone(arns);
        },
      };
    },
  };
};

export type Desks = {
  open: (region: string, options: { plans: readonly KindPlan[]; ask: AskTags }) => TagDesk;
  /** What became of calls. */
  heard: (event: CollectEvent) => void;
};

/** What is asked again, and may be for long. */
const isRetried = (outcome: "ok" | FailureType): boolean => ["throttled", "transient", "credentials-expired"].includes(outcome);

/** The desks of a scan, who hear in which region a call has to be made again. */
export const createDesks = (): Desks => {
  const opened: { region: string; desk: Desk }[] = [];
  return {
    open: (region, { plans, ask }) => {
      const desk = createDesk(plans, ask);
      opened.push({ region, desk });
      return desk;
    },
    heard: (event) => {
      if (event.type !== "call" || !isRetried(event.outcome)) return;
      for (const { region, desk } of opened) if (region === event.region) desk.stumbled(event.operation);
    },
  };
};
