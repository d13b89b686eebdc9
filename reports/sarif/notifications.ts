import type { Notice, ReportedRule } from "../../src/findings/report.ts";
import type { GapGroup } from "../gap-groups.ts";
import { counted } from "../headline.ts";
import { plain } from "./message.ts";

export type Notification = {
  level: "error" | "warning" | "note";
  message: { text: string };
  descriptor: { id: string };
  associatedRule?: { id: string; index: number };
};

const kind = (id: string, short: string, help: string): object => ({
  id,
  shortDescription: { text: short },
  fullDescription: { text: short },
  help: { text: help },
});

export const notificationKinds: readonly object[] = [
  kind(
    "coverage-gap",
    "Something could not be seen, and nothing is said of it",
    "Let the scanner see it, or accept the gap with --allow-incomplete.",
  ),
  kind(
    "unknown-verdict",
    "A rule could not be judged: a value that decides it is not known",
    "Make the value readable; an unknown is neither pass nor fail.",
  ),
  kind(
    "results-left-out",
    "More results than GitHub takes: the least severe are left out",
    "Read them in the HTML or JSON report, or scan fewer accounts at once.",
  ),
  kind("configuration", "Something about the configuration of the scan", "Renew or remove the exception that is named."),
];

const shownNames = 10;

const note = (id: string, level: Notification["level"], text: string): Notification => ({
  level,
  message: { text: plain(text) },
  descriptor: { id },
});

export const ofGap = ({ name, state, detail }: GapGroup): Notification =>
  note("coverage-gap", "error", `Not seen: ${name} is ${state}${detail === "" ? "" : ` (${detail})`}.`);

export const ofNotice = (notice: Notice): Notification =>
  note("configuration", notice.level, `${notice.message}${notice.where ? ` (${notice.where})` : ""}`);

export const ofLeftOut = (count: number): Notification =>
  note(
    "results-left-out",
    "warning",
    `${counted(count, "result")} of the least severity left out: GitHub takes no more in a run. The other report formats have them.`,
  );

/** How many verdicts of a rule are unknown, and the first of the resources. */
export type Unknowns = { count: number; names: string[] };

export const noteUnknown = (unknowns: Unknowns, resource: string): void => {
  unknowns.count += 1;
  if (unknowns.names.length < shownNames) unknowns.names.push(resource);
};

export const ofUnknown = (rule: ReportedRule, index: number, { count, names }: Unknowns): Notification => {
  const more = count > names.length ? ` and ${count - names.length} more` : "";
  const text = `${rule.title}: unknown for ${counted(count, "resource")}: ${names.join(", ")}${more}.`;
  return { ...note("unknown-verdict", "warning", text), associatedRule: { id: rule.id, index } };
};
