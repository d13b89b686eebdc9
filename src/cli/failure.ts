import { CommanderError } from "commander";
import { visible } from "../../reports/visible.ts";
import { Problem } from "../estate/problem.ts";
import { withoutQuotations } from "../estate/quoted.ts";
import type { Io } from "./io.ts";

/** One paragraph to the person at the terminal, whatever names are in it. */
export const say = (io: Io, text: string): void => io.stderr.write(`sagewarden: ${visible(text.replaceAll(/\s+/g, " ").trim())}\n`);

/** A line of a stack keeps its indentation, and loses what its words quote. */
const stackLine = (line: string): string => visible(`${/^\s*/.exec(line)?.[0] ?? ""}${withoutQuotations(line)}`);

const sayStack = (io: Io, error: Error): void =>
  io.stderr.write(`${(error.stack ?? error.message).split("\n").map(stackLine).join("\n")}\n`);

/** Commander's way of putting it, in ours: one paragraph. */
export const usageText = (text: string): string => {
  const [first = "", ...more] = text
    .replace(/^error: /, "")
    .trim()
    .split("\n");
  const sentence = first.endsWith(".") || first.endsWith("?") ? first : `${first}.`;
  return [sentence, ...more.map((line) => line.replace(/^\((.*)\)$/, "$1"))].join(" ");
};

/** Says what went wrong, in one paragraph, and gives the exit code that it deserves. */
export const explainFailure = (error: unknown, io: Io, debug: boolean): number => {
  // Commander has already said its sentence, or shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Problem) {
    say(io, error.message);
    if (debug && error.cause instanceof Error) sayStack(io, error.cause);
    return error.facts.exitCode ?? 2;
  }
  const message = withoutQuotations(error instanceof Error ? error.message : String(error));
  say(
    io,
    `something unexpected went wrong: ${message}. This is a fault of sagewarden's own${debug ? "" : "; run it again with --debug to see where"}.`,
  );
  if (debug && error instanceof Error) sayStack(io, error);
  return 2;
};
