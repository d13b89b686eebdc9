import type { Command } from "commander";
import type { Frame } from "./program.ts";

export const addStop = (program: Command, _: Frame): void => {
  program.command("stop").description("one run of the stop workflow");
};
