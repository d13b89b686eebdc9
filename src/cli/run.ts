import { explainFailure } from "./failure.ts";
import type { Io } from "./io.ts";
import { createProgram } from "./program.ts";

/** One run of the command line: arguments in, exit code out. */
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  let code = 0;
  const program = createProgram(io, (deserved) => {
    code = deserved;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    return explainFailure(error, io, args.includes("--debug"));
  }
};
