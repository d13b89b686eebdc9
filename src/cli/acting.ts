import { Problem } from "../estate/problem.ts";
import { visible } from "../../reports/visible.ts";
import type { Act, ApplyInput, ApplyResult, FixItem, People } from "../index.ts";
import { effectsOf, journalIn } from "./effects.ts";
import type { Io } from "./io.ts";
import type { Setting } from "./judging.ts";
import { columns } from "./paragraph.ts";
import type { Ways } from "./way.ts";

export const journalFile = ".sagewarden/journal.jsonl";

const inWords: Record<Act["outcome"], string> = {
  done: "done",
  "already-done": "nothing to do",
  "would-act": "would act",
  "skipped-stale": "skipped",
  failed: "FAILED",
  "not-reached": "NOT REACHED",
  "written-off": "written off",
};

/** Also how often each act has failed in a row, whichever run tried it. */
export type Carried = ApplyResult & { failures: (act: Act) => number };

/** What came of each act, one line each. */
export const actsText = ({ acts, failures }: Carried): string => {
  const rows = acts.map((act) => {
    const { outcome, verb, kind, name, detail } = act;
    const tries = failures(act);
    const again = outcome === "failed" && tries > 1 ? ` (failed ${tries} times in a row)` : "";
    return [inWords[outcome], visible(`${verb} ${kind} ${name}`), visible(`${detail}${again}`)];
  });
  return rows.length === 0 ? "" : `${columns(rows)}\n`;
};

/** Who may act, as the configuration has it. */
export const peopleOf = ({ loaded }: Setting): People => {
  const { projects, administrators, identities, remediation } = loaded.config;
  return { projects, administrators, identities, platformMayStart: remediation.platformMayStart };
};

/** Nobody may act without a name in the configuration, whatever there is to do. */
export const requireKnown = async (ways: Ways, setting: Setting): Promise<void> => {
  const { callerOf } = await import("../index.ts");
  const found = (await ways.callers()).map((arn) => callerOf(arn, peopleOf(setting)));
  const [reason] = found.filter((caller) => typeof caller === "string");
  if (reason === undefined || found.some((caller) => typeof caller === "object")) return;
  throw new Problem({
    code: "caller-unknown",
    what: `Who is acting is not known: ${reason}.`,
    where: setting.loaded.where(["identities"]),
    todo: "Name this principal under `identities` in the configuration, as a user of the projects map or as the platform.",
  });
};

/** Where something lies that may be acted on. */
type Place = Pick<FixItem, "account">;

/**
 * Why whoever calls in its account may not do that; undefined: they may. Of an account that opens to nobody there is no caller to ask
 * for, and nothing is done there in any case: the others go on.
 */
export const permissionOf = async (ways: Ways, places: readonly Place[], setting: Setting): Promise<ApplyInput["mayNot"]> => {
  const { callerOf, mayNot } = await import("../index.ts");
  const people = peopleOf(setting);
  const callers = new Map<string, ReturnType<typeof callerOf> | undefined>();
  for (const account of new Set(places.map((place) => place.account))) {
    const arn = await ways.callerIn(account);
    callers.set(account, arn === undefined ? undefined : callerOf(arn, people));
  }
  return (asked) => {
    if (!callers.has(asked.account)) return `nobody has asked who calls in account ${asked.account}`;
    const caller = callers.get(asked.account);
    if (caller === undefined || typeof caller === "string") return caller;
    return mayNot(caller, asked, people);
  };
};

/**
 * Why nobody who calls may write that off. An account that was closed has no caller any more, so it is asked of all who call: of several
 * profiles one suffices.
 */
export const settlingPermission = async (ways: Ways, setting: Setting): Promise<ApplyInput["mayNot"]> => {
  const { callerOf, mayNot } = await import("../index.ts");
  const people = peopleOf(setting);
  const callers = (await ways.callers()).map((arn) => callerOf(arn, people));
  return (asked) => {
    const reasons = callers.map((caller) => (typeof caller === "string" ? caller : mayNot(caller, asked, people)));
    return reasons.length === 0 ? "nobody is known who calls" : reasons.includes(undefined) ? undefined : reasons[0];
  };
};

export type Carrying = Pick<ApplyInput, "plan" | "approval" | "limits" | "mayNot" | "identity"> & {
  ways: Ways;
  setting: Setting;
  journal: string;
  now: () => string;
};

/** Carries a plan out, or without an approval only looks whether it could be. */
export const carryOut = async (io: Io, { ways, setting, journal: file, now, ...rest }: Carrying): Promise<Carried> => {
  const { applyFixes, failuresInARow, kinds } = await import("../index.ts");
  const run = await journalIn(io, file, { now, acts: rest.approval !== null, holder: rest.identity });
  try {
    const effects = await effectsOf(io, { ways, setting, run, now, plan: rest.plan });
    try {
      const result = await applyFixes({ ...rest, kinds, policies: setting.catalogue.policy, effects });
      return { ...result, failures: (act) => failuresInARow(run.journal.entries(), act) };
    } finally {
      effects.close();
    }
  } finally {
    run.close();
  }
};
