import { join, resolve } from "node:path";
import type { Identity, Memory } from "../index.ts";
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
  /** Its report is out: what was kept for going on with it is needed no more. */
  ended: () => void;
  close: () => void;
};

/** Where scans keep what they keep. */
export const homeOf = ({ cwd, env }: Pick<Io, "cwd" | "env">): string => resolve(cwd, env["SAGEWARDEN_HOME"] || ".sagewarden");

type Who = Pick<Identity, "account" | "arn">;

/** Who calls, without the name of the session, which differs from one login to the next. */
const principalOf = ({ arn }: Who): string => arn.replace(/(:assumed-role\/[^/]+)\/.*$/, "$1");

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
  return {
    memory: { scan: kept?.scan, descriptions },
    now: kept?.scan.now ?? options.now,
    hint: kept ? "what was read is kept for a day: the same command with --resume goes on from there." : "nothing of this scan is kept.",
    ended: () => kept?.finish(),
    close: () => {
      kept?.close();
      descriptions?.close();
    },
  };
};
