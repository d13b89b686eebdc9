import type { Command } from "commander";
import type { Estate } from "../index.ts";
import { readInputBytes } from "./files.ts";
import type { Io } from "./io.ts";
import { finish, overridesOf, prepare } from "./judging.ts";
import { judgeLook, lookAt, withShelves } from "./look.ts";
import { type JudgeOptions, judgeOptions } from "./options.ts";
import type { Frame } from "./frame.ts";
import { checkOutputs } from "./publish.ts";
import { findPlan, readSources } from "./terraform-files.ts";

const help = `
A path is a plan as JSON, or a folder with a plan.json in it:
  terraform plan -out=tfplan && terraform show -json tfplan > plan.json
  sagewarden check plan.json
Findings point into the .tf files beside the plan.`;

const readPlan = async (io: Io, path: string): Promise<Estate> => {
  const { kinds, readTerraformPlan } = await import("../index.ts");
  const file = await findPlan(io, path);
  return readTerraformPlan({ content: await readInputBytes(io, file), file, kinds, sources: await readSources(io, file) });
};

const check = async (io: Io, paths: readonly string[], options: JudgeOptions): Promise<number> => {
  await checkOutputs(options.format, options.quiet === true);
  const setting = await prepare(io, options, overridesOf(options));
  const { mergeEstates } = await import("../index.ts");
  const parts: { name: string; estate: Estate }[] = [];
  for (const path of paths) parts.push({ name: path, estate: await readPlan(io, path) });
  const [first, ...rest] = parts;
  if (!first) throw new Error("commander asks for at least one path");
  const look = lookAt(mergeEstates([first, ...rest]), paths.join(", "));
  return withShelves(async (open) => {
    const { report } = await judgeLook(look, { setting, open });
    return finish(io, { report, setting, options, checkMode: true });
  });
};

export const addCheck = (program: Command, { io, exit }: Frame): void => {
  const command = program
    .command("check")
    .description("judge what a Terraform plan would make")
    .argument("<path...>", "plans as JSON, or folders with a plan.json")
    .addHelpText("after", help);
  for (const option of judgeOptions()) command.addOption(option);
  command.action(async (paths: string[], _: unknown, self: Command) => exit(await check(io, paths, self.optsWithGlobals<JudgeOptions>())));
};
