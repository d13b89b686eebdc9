import type { Command } from "commander";
import type { Frame } from "./frame.ts";
import type { GlobalOptions } from "./options.ts";

type Options = GlobalOptions & { json?: true };

export const addConfig = (program: Command, { io }: Frame): void => {
  const config = program.command("config").description("the configuration").helpCommand(false);
  config
    .command("print")
    .description("the effective configuration, and where each value was said")
    .option("--json", "as JSON, with the origins beside the values")
    .action(async (_: unknown, command: Command) => {
      const { config: file, json } = command.optsWithGlobals<Options>();
      const { loadConfig } = await import("../config/load.ts");
      const { printConfig } = await import("../config/print.ts");
      io.stdout.write(printConfig(await loadConfig({ cwd: io.cwd, file }), json ? "json" : "yaml"));
    });
};
