import { counted, grouped } from "../../reports/headline.ts";
import { cut } from "../../reports/terminal/width.ts";
import { visible } from "../../reports/visible.ts";
import type { CollectEvent } from "../index.ts";
import type { Io } from "./io.ts";
import { type Progress, progressTally } from "./progress-tally.ts";

/** `line`: one line that is overwritten while a person watches. `ndjson`: one event a line, for a program that watches. */
export const progressModes = ["line", "ndjson"] as const;
export type ProgressMode = (typeof progressModes)[number];

export type ProgressListener = { listen: (event: CollectEvent) => void; done: () => void };

const redrawn = 100;
const told = 1_000;

const duration = (seconds: number): string => {
  if (seconds < 90) return `${Math.max(1, seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
};

const few = (names: readonly string[], many: string): string => (names.length > 2 ? `${names.length} ${many}` : names.join(", "));

const progressLine = ({ accounts, regions, kinds, ...rest }: Progress): string =>
  [
    few(accounts, "accounts"),
    few(regions, "regions"),
    `${grouped(kinds.done)}/${grouped(kinds.total)} kinds`,
    counted(rest.resources, "resource"),
    `${Math.round(rest.callsPerSecond)} calls/s`,
    ...(rest.throttled > 0 ? [`${grouped(rest.throttled)} throttled`] : []),
    ...(rest.secondsLeft === null ? [] : [`about ${duration(rest.secondsLeft)} left`]),
  ]
    .filter((part) => part !== "")
    .join(" · ");

const silent: ProgressListener = { listen: () => undefined, done: () => undefined };

/** At most one call in so many milliseconds; what came too early is left out. */
const spaced = (milliseconds: () => number, gap: number, act: () => void): (() => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = milliseconds();
    if (now - last < gap) return;
    last = now;
    act();
  };
};

const lineListener = ({ stderr }: Io, milliseconds: () => number): ProgressListener => {
  const tally = progressTally(milliseconds);
  const draw = spaced(milliseconds, redrawn, () => {
    stderr.write(`\r\u001b[K${cut(visible(progressLine(tally.now())), (stderr.columns ?? 80) - 1)}`);
  });
  return {
    listen: (event) => {
      tally.take(event);
      draw();
    },
    done: () => stderr.write("\r\u001b[K"),
  };
};

const eventListener = ({ stderr, clock }: Io, milliseconds: () => number): ProgressListener => {
  const tally = progressTally(milliseconds);
  const tell = (event: string, facts: object): void => stderr.write(`${JSON.stringify({ event, at: clock(), ...facts })}\n`);
  const tellProgress = spaced(milliseconds, told, () => tell("progress", tally.now()));
  return {
    listen: (event) => {
      tally.take(event);
      if (event.type === "started") tell("started", { account: event.account, regions: event.regions, kinds: event.kinds });
      else if (event.type === "cell") tell("cell", event.cell);
      tellProgress();
    },
    done: () => tell("finished", tally.now()),
  };
};

export type ProgressOptions = { quiet: boolean; mode?: ProgressMode | undefined };

/**
 * Tells on stderr how far a scan is. The line is for eyes, so that it is left out where nobody looks (a pipe, CI) and of whoever wants
 * quiet; events were asked for by name, and come anyway.
 */
export const progressListener = (
  io: Io,
  { quiet, mode }: ProgressOptions,
  milliseconds = (): number => performance.now(),
): ProgressListener => {
  if (mode === "ndjson") return eventListener(io, milliseconds);
  const isWatched = !quiet && io.stderr.isTerminal && !io.env["CI"] && io.env["TERM"] !== "dumb";
  return isWatched ? lineListener(io, milliseconds) : silent;
};
