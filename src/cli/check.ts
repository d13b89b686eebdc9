import type { Command } from "commander";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { finish, overridesOf, prepare } from "./judging.ts";
import { judgeLook, lookAt, withShelves } from "./look.ts";
import { type JudgeOptions, judgeOptions } from "./options.ts";
import { checkOutputs } from "./publish.ts";
import { readParts } from "./check-parts.ts";

const help = `
A path is a plan as JSON, a template of CloudFormation in YAML or JSON, or a folder with
a plan.json, with templates, or with what CDK synthesized:
  terraform plan -out=tfplan && terraform show -json tfplan > plan.json
  sagewarden check plan.json
  sagewarden check template.yaml --parameters prod.json
  cdk synth && sagewarden check cdk.out
Findings point into the .tf files beside the plan, or into the template.`;

/** The estate is in memory as a whole anyway, and its findings are not many times as large. */
const heldRows = 100_000;

type CheckOptions = JudgeOptions & { parameters?: string };

const check = async (io: Io, paths: readonly string[], options: CheckOptions): Promise<number> => {
  await checkOutputs(options.format, options.quiet === true);
  const setting = await prepare(io, options, overridesOf(options));
  const { parts, notices } = await readParts(io, paths, options.parameters);
  const { mergeEstates } = await import("../index.ts");
  const [first, ...rest] = parts;
  if (!first) throw new Error("commander asks for at least one path");
  const look = lookAt(mergeEstates([first, ...rest]), paths.join(", "));
  const come: typeof look.come = async (take) => ({ ...(await look.come(take)), notices });
  return withShelves(async (open) => {
    const { report } = await judgeLook({ ...look, come }, { setting, open });
    return finish(io, { report, setting, options, checkMode: true });
  }, heldRows);
};

export const addCheck = (program: Command, { io, exit }: Frame): void => {
  const command = program
    .command("check")
    .description("judge what a plan or a template would make")
    .argument("<path...>", "plans as JSON, templates, or folders with them or with what CDK synthesized")
    .option("--parameters <file>", "values of the templates' parameters, as the AWS CLI takes them (default: the templates' own)")
    .addHelpText("after", help);
  for (const option of judgeOptions()) command.addOption(option);
  command.action(async (paths: string[], _: unknown, self: Command) => exit(await check(io, paths, self.optsWithGlobals<CheckOptions>())));
};
