import type { Command } from "commander";
import { Problem } from "../estate/problem.ts";
import { say } from "./failure.ts";
import { readInput, readInputBytes } from "./files.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import type { GlobalOptions } from "./options.ts";

type Options = GlobalOptions & { key?: string };

const readIfThere = async (io: Io, file: string): Promise<string | undefined> => {
  try {
    return await readInput(io, file);
  } catch (error) {
    if (error instanceof Problem && error.facts.code === "file-unreadable") return undefined;
    throw error;
  }
};

/** The key that was kept elsewhere, or the one beside the journal, which whoever can forge the journal may have replaced too. */
const trustedKey = async (io: Io, file: string, key: string | undefined): Promise<string> => {
  if (key !== undefined) return key;
  const { besides, privateKeyFrom, publicKeyOf } = await import("../index.ts");
  return publicKeyOf(privateKeyFrom(await readInput(io, besides(file).key)));
};

const verify = async (io: Io, file: string, { key, quiet }: Options): Promise<number> => {
  const { besides, verifyJournal } = await import("../index.ts");
  const publicKey = await trustedKey(io, file, key);
  const head = await readIfThere(io, besides(file).head);
  const found = verifyJournal({ journal: await readInputBytes(io, file), head, publicKey });
  if (!found.ok) {
    say(io, `${found.what} (${file})`);
    return 1;
  }
  if (quiet) return 0;
  const cut = found.isCutShort ? " A line was being written when the last run ended." : "";
  io.stdout.write(`${file} is whole: ${found.lines} lines, the last ${found.hash}, signed by ${publicKey}.${cut}\n`);
  return 0;
};

export const addAudit = (program: Command, { io, exit }: Frame): void => {
  const audit = program.command("audit").description("prove what was done").helpCommand(false);
  audit
    .command("verify")
    .description("whether a journal of acts is whole: exit 1 if a line was changed, removed, moved or cut off")
    .argument("<journal>", "the journal of acts")
    .option("--key <public>", "the public key that was kept elsewhere (default: of the key beside the journal)")
    .action(async (file: string, _: unknown, command: Command) => exit(await verify(io, file, command.optsWithGlobals<Options>())));
};
