import { type Command, InvalidArgumentError } from "commander";
import { resolve } from "node:path";
import { visible } from "../../reports/visible.ts";
import type { FixItem, FixPlan, Journal } from "../index.ts";
import { journalFile, settlingPermission } from "./acting.ts";
import { describeIn, effectsOf, journalIn } from "./effects.ts";
import { say } from "./failure.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { prepare, sayOutcome } from "./judging.ts";
import type { GlobalOptions } from "./options.ts";
import { columns } from "./paragraph.ts";
import { withWays } from "./ways.ts";

type OpenOptions = GlobalOptions & { journal: string };
type WriteOffOptions = OpenOptions & { reason: string };

const shown = 12;
const named = ({ verb, kind, name }: FixItem): string => visible(`${verb} ${kind} ${name}`);

const openIn = async ({ entries }: Pick<Journal, "entries">) => {
  const { actId, openIntents } = await import("../index.ts");
  return openIntents(entries()).map(({ at, item, ...rest }) => ({ at, item, id: actId({ at, item, ...rest }) }));
};

/** Every act that was begun and of which no run has seen the end. */
const list = async (io: Io, options: OpenOptions): Promise<number> => {
  const { describeOne, kindNamed, kinds, outlookOf, readJournal } = await import("../index.ts");
  const open = await openIn(readJournal(resolve(io.cwd, options.journal)));
  if (open.length === 0) {
    if (!options.quiet) say(io, "no act is open.");
    return 0;
  }
  const setting = await prepare(io, options, {});
  return withWays(
    open.map(({ item }) => item.region),
    setting,
    async (ways) => {
      const describe = describeIn(ways, { describeOne, kindNamed });
      const rows: string[][] = [];
      let stuck = 0;
      for (const { id, at, item } of open) {
        const { canBeTold, says } = await outlookOf(item, { kinds, describe });
        if (!canBeTold) stuck++;
        rows.push([id.slice(0, shown), at, named(item), `${item.account} ${item.region}`, visible(says)]);
      }
      if (!options.quiet) io.stdout.write(`${columns(rows)}\n`);
      const reasons =
        stuck === 0
          ? []
          : [
              `of ${stuck} ${stuck === 1 ? "act" : "acts"} nobody can tell how it ended; nothing else is done there until somebody writes it off`,
            ];
      return sayOutcome(io, { code: stuck === 0 ? 0 : 4, reasons, warnings: [] }, options.quiet === true);
    },
  );
};

/** No acts: it is about one that was begun. */
const noActs = (hash: string): Pick<FixPlan, "hash" | "items"> => ({ hash, items: [] });

const writeOffOne = async (io: Io, act: string, options: WriteOffOptions): Promise<number> => {
  const { kinds, readJournal, writeOff } = await import("../index.ts");
  const setting = await prepare(io, options, {});
  const now = (): string => options.now ?? io.clock();
  const open = await openIn(readJournal(resolve(io.cwd, options.journal)));
  return withWays(
    open.map(({ item }) => item.region),
    setting,
    async (ways) => {
      const { identity } = ways;
      const mayNot = await settlingPermission(ways, setting);
      const run = await journalIn(io, options.journal, { now, acts: true, holder: identity });
      const effects = await effectsOf(io, { ways, setting, run, now, plan: noActs(act) });
      try {
        const { item, outcome, detail } = await writeOff({ act, reason: options.reason, kinds, mayNot, identity, effects });
        const word = outcome === "written-off" ? "written off" : `${outcome}, as a look tells`;
        if (!options.quiet) io.stdout.write(`${columns([[word, named(item), visible(detail)]])}\n`);
        return 0;
      } finally {
        effects.close();
        run.close();
      }
    },
  );
};

const parseReason = (text: string): string => {
  const reason = text.trim();
  if (reason.length >= 3 && reason.length <= 500) return reason;
  throw new InvalidArgumentError("It must say why, in 3 to 500 characters.");
};

/** What crashed runs left behind, and what nobody will ever see the end of. */
export const addOpenActs = (fix: Command, { io, exit }: Frame): void => {
  fix
    .command("open")
    .description("acts that were begun and of which nobody knows how they ended: exit 4 if a look does not tell either; does nothing")
    .option("--journal <file>", "where the acts were written down", journalFile)
    .action(async (_: unknown, command: Command) => exit(await list(io, command.optsWithGlobals<OpenOptions>())));
  fix
    .command("write-off")
    .description("end an open act of which nobody can tell how it ended, on your word; asks AWS, changes nothing there")
    .argument("<act>", "the act as `fix open` names it")
    .requiredOption("--reason <text>", "why nobody will ever know; it stands in the journal beside your name", parseReason)
    .option("--journal <file>", "where the act was written down", journalFile)
    .action(async (act: string, _: unknown, command: Command) =>
      exit(await writeOffOne(io, act, command.optsWithGlobals<WriteOffOptions>())),
    );
};
