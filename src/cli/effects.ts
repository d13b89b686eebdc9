import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Estate, Resource } from "../estate/estate.ts";
import { estateFormat } from "../estate/estate.ts";
import { Problem } from "../estate/problem.ts";
import type { Call, Clients, Effects, VerdictWord } from "../index.ts";
import { wallClock } from "./clock.ts";
import { say } from "./failure.ts";
import type { classify as Classify, withAlong as WithAlong } from "../index.ts";
import type { Io } from "./io.ts";
import { judgeEstate, type Setting } from "./judging.ts";
import { relatedTo } from "./related.ts";

const describeBudgetSeconds = 120;

/**
 * The one resource, with what it refers to, as an estate of its own. No cell says that anything else was looked at, so rules that ask
 * for more say "unknown", and nothing is done on their word.
 */
const estateOf = (resource: Resource, related: readonly Resource[], now: string): Estate => {
  const { account, region, kind } = resource;
  const seen = (["list", "describe", "tags"] as const).map((phase) => ({
    account,
    region,
    kind,
    phase,
    state: "complete" as const,
    seen: 1,
  }));
  return { format: estateFormat, source: "live", collectedAt: now, resources: [resource, ...related], coverage: seen };
};

const haltVariable = "SAGEWARDEN_HALT";

/** Whether somebody has thrown the switch: a variable, or a file that exists. A file that cannot be looked for counts as thrown. */
const haltedBy = async ({ cwd, env }: Io, file: string): Promise<string | undefined> => {
  if ((env[haltVariable] ?? "") !== "") return `${haltVariable} is set`;
  try {
    await stat(resolve(cwd, file));
    return `${file} exists`;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return isMissing ? undefined : `whether ${file} exists cannot be told`;
  }
};

const lateness = { type: "late", detail: "this run was held up between its look and the call, and did not send it" };

type Sending = { clients: Clients; classify: typeof Classify; withAlong: typeof WithAlong };

export const sendWith =
  ({ clients, classify, withAlong }: Sending): Effects["send"] =>
  async ({ operation, input, region, notAfter, along }: Call) => {
    let request = input;
    if (along) {
      try {
        request = withAlong(input, await clients.send(along.operation, along.input, region), along.paths);
      } catch (error) {
        return {
          ok: false,
          failure: {
            type: "late",
            detail: `what stands there could not be read, so nothing was sent: ${classify(error, along.operation).detail}`,
          },
        };
      }
    }
    if (wallClock.now().getTime() > notAfter) return { ok: false, failure: lateness };
    try {
      await clients.send(operation, request, region);
      return { ok: true };
    } catch (error) {
      return { ok: false, failure: classify(error, operation) };
    }
  };

/** Where acts are written down, and the right to do them. */
export type Acting = Pick<Effects, "journal" | "lease"> & { close: () => void };

type Surroundings = { clients: Clients; setting: Setting; run: Acting; now: () => string };

/** All that carrying out a plan does to the outside, with AWS and the judgement behind it. */
export const effectsOf = async (io: Io, { clients, setting, run, now }: Surroundings): Promise<Effects> => {
  const { classify, describeOne, kindNamed, withAlong } = await import("../index.ts");
  const describe: Effects["describe"] = async (resource) => {
    const kind = kindNamed(resource.kind);
    if (!kind) return { state: "failed", failure: { type: "error", detail: `the kind ${resource.kind} is not known` } };
    return describeOne({ kind, resource, clients, clock: wallClock, budgetSeconds: describeBudgetSeconds });
  };
  const judge = async (resource: Resource): Promise<Readonly<Record<string, VerdictWord>>> => {
    const instant = now();
    const kind = kindNamed(resource.kind);
    const related = kind ? await relatedTo(resource, kind, describe) : [];
    const report = await judgeEstate({ estate: estateOf(resource, related, instant), target: resource.id }, { ...setting, now: instant });
    return report.resources.find(({ id }) => id === resource.id)?.verdicts ?? {};
  };
  return {
    journal: run.journal,
    lease: run.lease,
    judge,
    now,
    sleep: wallClock.sleep,
    describe,
    send: sendWith({ clients, classify, withAlong }),
    clock: () => wallClock.now().getTime(),
    halted: () => haltedBy(io, setting.loaded.config.remediation.killSwitch),
  };
};

type Opening = { now: () => string; acts: boolean; holder: string };

const openIn = async (path: string, { now, acts, holder }: Opening): Promise<Acting & { newKey?: string | undefined }> => {
  const { noLease, openRun, readJournal } = await import("../index.ts");
  if (!acts) return { journal: readJournal(path), lease: noLease, close: () => undefined };
  await mkdir(dirname(path), { recursive: true });
  const { journal, lease, close } = openRun({
    file: path,
    holder: `${holder}, process ${process.pid}`,
    now,
    clock: () => wallClock.now().getTime(),
  });
  return { journal, lease, close, newKey: journal.newKey };
};

/** The journal of acts, in a file that is made if there is none. A run that only looks writes nothing, and waits for nobody. */
export const journalIn = async (io: Io, file: string, opening: Opening): Promise<Acting> => {
  try {
    const opened = await openIn(resolve(io.cwd, file), opening);
    if (opened.newKey !== undefined)
      say(io, `made a key that signs ${file}. Keep its public half elsewhere, for \`audit verify --key\`: ${opened.newKey}`);
    return opened;
  } catch (error) {
    if (error instanceof Problem) throw error;
    const what = "The journal of acts cannot be written, and without it nothing is done.";
    throw new Problem(
      { code: "journal-unwritable", what, where: file, todo: "Name another file with --journal.", exitCode: 4 },
      { cause: error },
    );
  }
};
