import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Estate, Resource } from "../estate/estate.ts";
import { estateFormat } from "../estate/estate.ts";
import { Problem } from "../estate/problem.ts";
import type { Clients, Effects, Journal, VerdictWord } from "../index.ts";
import { wallClock } from "./clock.ts";
import type { Io } from "./io.ts";
import { judgeEstate, type Setting } from "./judging.ts";

const describeBudgetSeconds = 120;

/**
 * The one resource as an estate of its own. No cell says that anything else was looked at, so rules that ask for more than the
 * resource itself say "unknown", and nothing is done on their word.
 */
const estateOf = (resource: Resource, now: string): Estate => {
  const { account, region, kind } = resource;
  const seen = (["list", "describe", "tags"] as const).map((phase) => ({
    account,
    region,
    kind,
    phase,
    state: "complete" as const,
    seen: 1,
  }));
  return { format: estateFormat, source: "live", collectedAt: now, resources: [resource], coverage: seen };
};

type Surroundings = { clients: Clients; setting: Setting; journal: Journal; now: () => string };

/** All that carrying out a plan does to the outside, with AWS and the judgement behind it. */
export const effectsOf = async ({ clients, setting, journal, now }: Surroundings): Promise<Effects> => {
  const { classify, describeOne, kindNamed } = await import("../index.ts");
  const judge = async (resource: Resource): Promise<Readonly<Record<string, VerdictWord>>> => {
    const instant = now();
    const report = await judgeEstate({ estate: estateOf(resource, instant), target: resource.id }, { ...setting, now: instant });
    return report.resources[0]?.verdicts ?? {};
  };
  return {
    journal,
    judge,
    now,
    sleep: wallClock.sleep,
    describe: async (resource) => {
      const kind = kindNamed(resource.kind);
      if (!kind) return { state: "failed", failure: { type: "error", detail: `the kind ${resource.kind} is not known` } };
      return describeOne({ kind, resource, clients, clock: wallClock, budgetSeconds: describeBudgetSeconds });
    },
    send: async (operation, input, region) => {
      try {
        await clients.send(operation, input, region);
        return { ok: true };
      } catch (error) {
        return { ok: false, failure: classify(error, operation) };
      }
    },
  };
};

/** The journal of acts, in a file that is made if there is none. */
export const journalIn = async ({ cwd }: Io, file: string, now: () => string): Promise<Journal & { close: () => Promise<void> }> => {
  const { openJournal } = await import("../index.ts");
  const path = resolve(cwd, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    return await openJournal(path, now);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const what = "The journal of acts cannot be written, and without it nothing is done.";
    throw new Problem(
      { code: "journal-unwritable", what, where: file, todo: "Name another file with --journal.", exitCode: 4 },
      { cause: error },
    );
  }
};
