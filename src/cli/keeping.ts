import { join, resolve } from "node:path";
import type { Identity, KeptScan, Memory, Notice } from "../index.ts";
import { say } from "./failure.ts";
import type { Io } from "./io.ts";

/** What a live scan may use of earlier ones, and what makes it the same scan as one that broke off. */
export type KeepingOptions = { resume: boolean; cache: boolean; quiet: boolean; now: string; asked: Readonly<Record<string, string>> };

/** What is kept of a live scan while it is at work. */
export type Keeping = {
  memory: Memory;
  /** The instant to judge by: of a scan that broke off, its own. */
  now: string;
  /** Said to whoever interrupts it. */
  hint: string;
  /** What a report of it must say of where its answers come from. */
  notices: readonly Notice[];
  /** It came to its end, with so many questions that AWS may answer another time. */
  heard: (unanswered: number) => void;
  /** Its report is out: what was kept for going on with it is needed no more, unless there is something to go on with. */
  ended: () => void;
  close: () => void;
};

/** Where scans keep what they keep. */
export const homeOf = ({ cwd, env }: Pick<Io, "cwd" | "env">): string => resolve(cwd, env["SAGEWARDEN_HOME"] || ".sagewarden");

type Who = Pick<Identity, "account" | "arn">;

/** Who calls, without the name of the session, which differs from one login to the next. */
const principalOf = ({ arn }: Who): string => arn.replace(/(:assumed-role\/[^/]+)\/.*$/, "$1");

const questions = (count: number): string => (count === 1 ? "1 question" : `${count} questions`);

/** Answers of one report that are hours apart may contradict each other. */
const noticesOf = ({ startedAt, ended }: KeptScan["scan"]): Notice[] =>
  ended
    ? [
        {
          level: "warning",
          code: "scan-resumed",
          message: `This scan began at ${startedAt} and ended at ${ended.at} with ${questions(ended.unanswered)} unanswered. Those were asked again, and all other answers are of that time.`,
        },
      ]
    : [];

/** Opens what earlier scans left, and begins or goes on with a scan that leaves enough behind to be gone on with. */
export const openKeeping = async (io: Io, identity: Who, options: KeepingOptions): Promise<Keeping> => {
  const { beginScan, openDescriptions, resumeScan } = await import("../index.ts");
  const tell = (sentence: string): void => {
    if (!options.quiet) say(io, sentence);
  };
  const home = homeOf(io);
  const startedAt = io.clock();
  const question = { account: identity.account, caller: principalOf(identity), ...options.asked };
  const begin = options.resume ? resumeScan : beginScan;
  const kept = begin({ folder: join(home, "scans"), facts: { startedAt, now: options.now, question }, say: tell });
  const file = join(home, "descriptions.sqlite");
  const descriptions = options.cache
    ? openDescriptions({ file, now: new Date(startedAt), scan: new Date(kept?.scan.startedAt ?? startedAt), say: tell })
    : undefined;
  let unanswered = 0;
  return {
    notices: kept ? noticesOf(kept.scan) : [],
    heard: (count) => void (unanswered = count),
    memory: { scan: kept?.scan, descriptions },
    now: kept?.scan.now ?? options.now,
    hint: kept ? "what was read is kept for a day: the same command with --resume goes on from there." : "nothing of this scan is kept.",
    ended: () => {
      kept?.finish({ at: io.clock(), unanswered });
      if (kept && unanswered > 0)
        tell(
          `${questions(unanswered)} had no answer. What was answered is kept for a day: the same command with --resume asks the rest again.`,
        );
    },
    close: () => {
      kept?.close();
      descriptions?.close();
    },
  };
};
