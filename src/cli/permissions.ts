import { type Command, Option } from "commander";
import type { Frame } from "./frame.ts";
import { say } from "./failure.ts";
import type { Io } from "./io.ts";
import { prepare } from "./judging.ts";
import { collectWords, type GlobalOptions } from "./options.ts";

type Options = GlobalOptions & { profile?: string; remediation?: string[]; partition: string };

const partitions = ["aws", "aws-cn", "aws-us-gov"];

const permissions = async (io: Io, options: Options): Promise<void> => {
  const { profile, remediation: verbs = [], partition } = options;
  const { loaded, catalogue } = await prepare(io, options, profile === undefined ? {} : { profile });
  const { kinds, leastPrivilege } = await import("../index.ts");
  const policies = leastPrivilege({ config: loaded.config, catalogue, kinds, verbs, partition });
  const [only] = policies;
  io.stdout.write(`${JSON.stringify(policies.length === 1 ? only : policies, null, 2)}\n`);
  if (policies.length > 1 && !options.quiet)
    say(io, `one policy may not be as long as this: a list of ${policies.length}, to be attached to the same role.`);
};

export const addPermissions = (program: Command, { io }: Frame): void => {
  program
    .command("permissions")
    .description("the IAM policy with which a scan sees all that it looks for, and nothing more")
    .option("--profile <name>", "which rules are judged")
    .option("--remediation <verbs>", "and with which these can be done: `stop`, or `notebook-instance:stop`; repeatable", collectWords)
    .addOption(new Option("--partition <name>", "of the ARNs of what may be acted on").choices(partitions).default("aws"))
    .action(async (_: unknown, command: Command) => permissions(io, command.optsWithGlobals<Options>()));
};
