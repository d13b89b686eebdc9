import { visible } from "../../reports/visible.ts";
import type { Act, ApplyInput, ApplyResult, Clients } from "../index.ts";
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

/** What came of each act, one line each. */
export const actsText = ({ acts }: ApplyResult): string => {
  const rows = acts.map(({ outcome, verb, kind, name, detail }) => [inWords[outcome], visible(`${verb} ${kind} ${name}`), visible(detail)]);
  return rows.length === 0 ? "" : `${columns(rows)}\n`;
};

export type Carrying = Pick<ApplyInput, "plan" | "approval" | "caps" | "identity"> & {
  clients: Clients;
  setting: Setting;
  journal: string;
  now: () => string;
};

/** Carries a plan out, or without an approval only looks whether it could be. */
export const carryOut = async (io: Io, { clients, setting, journal: file, now, ...rest }: Carrying): Promise<ApplyResult> => {
  const { applyFixes, kinds } = await import("../index.ts");
  const journal = await journalIn(io, file, now);
  try {
    const effects = await effectsOf({ clients, setting, journal, now });
    return await applyFixes({ ...rest, kinds, policies: setting.catalogue.policy, effects });
  } finally {
    await journal.close();
  }
};
