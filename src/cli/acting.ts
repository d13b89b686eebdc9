import { Problem } from "../estate/problem.ts";
import { visible } from "../../reports/visible.ts";
import type { Act, ApplyInput, ApplyResult, Clients, People } from "../index.ts";
import { callerAccess } from "./actors.ts";
import { effectsOf, journalIn } from "./effects.ts";
import type { Io } from "./io.ts";
import type { Setting } from "./judging.ts";
import { columns } from "./paragraph.ts";

export const journalFile = ".sagewarden/journal.jsonl";

const inWords: Record<Act["outcome"], string> = {
  done: "done",
  "already-done": "nothing to do",
  "would-act": "would act",
  "skipped-stale": "skipped",
  failed: "FAILED",
  "not-reached": "NOT REACHED",
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

/** The ARN of whoever calls. */
export const callerIn = async (region: string, { loaded }: Setting): Promise<string> => {
  const { awsClients } = await import("../index.ts");
  const clients = awsClients(callerAccess(loaded.config));
  try {
    return (await clients.caller(region)).arn;
  } finally {
    clients.close();
  }
};

/** Who may act, as the configuration has it. */
export const peopleOf = ({ loaded }: Setting): People => {
  const { projects, administrators, identities, remediation } = loaded.config;
  return { projects, administrators, identities, platformMayStart: remediation.platformMayStart };
};

/** Nobody may act without a name in the configuration, whatever there is to do. */
export const requireKnown = async (identity: string, setting: Setting): Promise<void> => {
  const { callerOf } = await import("../index.ts");
  const caller = callerOf(identity, peopleOf(setting));
  if (typeof caller !== "string") return;
  throw new Problem({
    code: "caller-unknown",
    what: `Who is acting is not known: ${caller}.`,
    where: setting.loaded.where(["identities"]),
    todo: "Name this principal under `identities` in the configuration, as a user of the projects map or as the platform.",
  });
};

/** Why this principal may not do that; undefined: it may. */
export const permissionOf = async (identity: string, setting: Setting): Promise<ApplyInput["mayNot"]> => {
  const { callerOf, mayNot } = await import("../index.ts");
  const people = peopleOf(setting);
  const caller = callerOf(identity, people);
  return typeof caller === "string" ? () => caller : (asked) => mayNot(caller, asked, people);
};

export type Carrying = Pick<ApplyInput, "plan" | "approval" | "limits" | "mayNot" | "identity"> & {
  clients: Clients;
  setting: Setting;
  journal: string;
  now: () => string;
};

/** Carries a plan out, or without an approval only looks whether it could be. */
export const carryOut = async (io: Io, { clients, setting, journal: file, now, ...rest }: Carrying): Promise<Carried> => {
  const { applyFixes, failuresInARow, kinds } = await import("../index.ts");
  const run = await journalIn(io, file, { now, acts: rest.approval !== null, holder: rest.identity });
  try {
    const effects = await effectsOf(io, { clients, setting, run, now, plan: rest.plan });
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
