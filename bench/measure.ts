import { spawnSync } from "node:child_process";
import { cpus } from "node:os";

/** Milliseconds, sorted. */
export type Times = readonly number[];

/** `exits`: what it may end with, if not 0. */
export type Program = { name: string; args: readonly string[]; exits?: readonly number[] };

const timeOf = ({ name, args, exits = [0] }: Program): number => {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  if (status === null || !exits.includes(status)) throw new Error(`${name} ended with ${String(status)}: ${stderr}`);
  return performance.now() - started;
};

/** Runs the programs in turn, so that what else the machine does falls upon all of them alike; the first round fills the caches and does not count. */
export const timePrograms = (programs: readonly Program[], rounds: number): Times[] => {
  const times = programs.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, program] of programs.entries()) {
      const time = timeOf(program);
      if (round > 0) times[index]?.push(time);
    }
  }
  return times.map((list) => list.toSorted((a, b) => a - b));
};

export const least = (times: Times): number => times[0] ?? Number.NaN;
export const median = (times: Times): number => times[Math.floor(times.length / 2)] ?? Number.NaN;

const whole = (value: number): string => value.toFixed(0).padStart(6);

/** One line: name, least, median and most, and how many times the first line's median. */
export const line = (name: string, times: Times, base: Times): string =>
  `${name.padEnd(40)}${whole(least(times))}${whole(median(times))}${whole(times.at(-1) ?? Number.NaN)}  ${(median(times) / median(base)).toFixed(2)}x`;

export const heading = `${"milliseconds".padEnd(40)}${"least".padStart(6)}${"median".padStart(7)}${"most".padStart(5)}  of the first`;

export const machine = (): string =>
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${String(cpus().length)} cores (${cpus()[0]?.model ?? "unknown"})`;
