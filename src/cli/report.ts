import type { Command } from "commander";
import { readInput } from "./files.ts";
import { formatOption, type GlobalOptions, type Output } from "./options.ts";
import type { Frame } from "./frame.ts";
import { checkOutputs, publish } from "./publish.ts";

type Options = GlobalOptions & { format: Output[] };

const formats = `
Formats:
  terminal   for people, on a screen (the default)
  json       everything, as the next step reads it
  sarif      for code scanning
  html       one page for people, with nothing to fetch

Without =FILE a format goes to stdout. The report's exit code is not repeated: writing it is not judging it.`;

export const addReport = (program: Command, { io }: Frame): void => {
  program
    .command("report")
    .description("write a report in other formats")
    .argument("<file>", "a report that was written with -f json=FILE")
    .addOption(formatOption())
    .addHelpText("after", formats)
    .action(async (file: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await checkOutputs(options.format, options.quiet === true);
      const { readReport, sourceOf } = await import("../index.ts");
      await publish(io, sourceOf(readReport(await readInput(io, file), file)), options);
    });
};
