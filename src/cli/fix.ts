import type { Command } from "commander";
import type { Frame } from "./program.ts";

export const addFix = (program: Command, _: Frame): void => {
  program.command("fix").description("plan, review and apply what puts findings right").helpCommand(false);
};
