import { visible } from "../../reports/visible.ts";
import type { CollectEvent } from "../index.ts";
import type { Io } from "./io.ts";

type Counters = { calls: number; throttled: number; resources: number; cells: number; last: string };

const count = (counters: Counters, event: CollectEvent): void => {
  if (event.type === "call") {
    counters.calls += 1;
    if (event.outcome === "throttled") counters.throttled += 1;
    counters.last = `${event.operation} in ${event.region}`;
  } else if (event.type === "resource") counters.resources += 1;
  else if (event.type === "cell") counters.cells += 1;
};

const lineOf = ({ calls, throttled, resources, cells, last }: Counters): string => {
  const slowed = throttled > 0 ? `, ${throttled} throttled` : "";
  return visible(`${resources} resources, ${cells} cells, ${calls} calls${slowed}: ${last}`);
};

/** One line that is overwritten while a person watches; nothing in a log. */
export const progressListener = (io: Io, quiet: boolean): { listen: (event: CollectEvent) => void; done: () => void } => {
  const { stderr, env } = io;
  const watched = !quiet && stderr.isTerminal && !env["CI"] && env["TERM"] !== "dumb";
  const counters: Counters = { calls: 0, throttled: 0, resources: 0, cells: 0, last: "" };
  return {
    listen: (event) => {
      count(counters, event);
      if (watched) stderr.write(`\r\u001b[K${lineOf(counters).slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    done: () => {
      if (watched) stderr.write("\r\u001b[K");
    },
  };
};
