import type { Format, RenderOptions } from "../../reports/index.ts";
import { didYouMean } from "../estate/closest.ts";
import { Problem } from "../estate/problem.ts";
import type { ReportSource } from "../index.ts";
import { say } from "./failure.ts";
import { chunksOf, writeOutput } from "./files.ts";
import type { Io, Sink } from "./io.ts";
import type { GlobalOptions, Output } from "./options.ts";

type Wanted = { format: Format; file: string | null };
type Options = Pick<GlobalOptions, "color" | "quiet"> & { format: Output[] };

/** Files are written for a reader that can do nothing. */
const plain: RenderOptions = { width: 100, color: false, links: false };

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "";

/** What the reader's terminal can do, and wants: https://no-color.org, FORCE_COLOR, and no links into a log of CI. */
const screen = (sink: Sink, { env }: Io, color: boolean): RenderOptions => {
  const refused = !color || isSet(env["NO_COLOR"]) || env["TERM"] === "dumb";
  const forced = isSet(env["FORCE_COLOR"]) && env["FORCE_COLOR"] !== "0";
  const colored = !refused && (forced || sink.isTerminal);
  return { width: sink.columns ?? plain.width, color: colored, links: colored && sink.isTerminal && !isSet(env["CI"]) };
};

/** Refuses unknown formats, and two reports on one stream, before any work is done. */
export const checkOutputs = async (outputs: readonly Output[], quiet: boolean): Promise<Wanted[]> => {
  const { formatNames, isFormat } = await import("../../reports/index.ts");
  const wanted = outputs.map(({ format, file }) => {
    if (isFormat(format)) return { format, file };
    const what = `There is no format "${format}".${didYouMean(format, formatNames)}`;
    throw new Problem({ code: "format-unknown", what, todo: `The formats are: ${formatNames.join(", ")}.` });
  });
  const toStdout = wanted.filter(({ file }) => file === null);
  if (toStdout.length > 1) {
    const what = `Two reports would be written to one stream: ${toStdout.map(({ format }) => format).join(" and ")}.`;
    throw new Problem({ code: "format-twice", what, todo: "Give all but one of them a file, as -f html=report.html." });
  }
  return toStdout.length > 0 || quiet ? wanted : [{ format: "terminal", file: null }, ...wanted];
};

/** No faster than the other end reads. */
const pour = async (sink: Sink, parts: Iterable<string>): Promise<void> => {
  for (const chunk of chunksOf(parts)) {
    sink.write(chunk);
    await sink.drained?.();
  }
};

/** Writes the report in every format that was asked for: files first, so that they are there when the terminal is read. */
export const publish = async (io: Io, report: ReportSource, { format, color, quiet }: Options): Promise<void> => {
  const { formats } = await import("../../reports/index.ts");
  const wanted = await checkOutputs(format, quiet === true);
  for (const { format: name, file } of wanted) {
    if (file === null) continue;
    await writeOutput(io, file, (await formats[name]())(report, plain));
    if (!quiet) say(io, `wrote ${name} to ${file}.`);
  }
  for (const { format: name, file } of wanted) {
    if (file !== null) continue;
    const render = await formats[name]();
    await pour(io.stdout, render(report, name === "terminal" ? screen(io.stdout, io, color) : plain));
  }
};
