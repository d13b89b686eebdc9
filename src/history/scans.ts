import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonical } from "../estate/canonical.ts";
import { Problem } from "../estate/problem.ts";
import { moveAside, removeFile } from "./private-file.ts";
import { createScan, type Ending, openScan, type OpenedScan, type Question, type ScanFacts, type ScanFile } from "./scan-file.ts";

export type BeginOptions = { folder: string; facts: ScanFacts; say: (sentence: string) => void };

/** A scan whose answers are kept until it has ended. */
export type KeptScan = {
  scan: ScanFile;
  isResumed: boolean;
  /** It has ended: its answers, and those of earlier ones that were asked the same, are needed no more, unless some are still missing. */
  finish: (ending: Ending) => void;
  close: () => void;
};

/** AWS's page tokens and an answer's worth last no longer. */
const hoursKept = 24;
const scansKept = 5;
const suffix = ".sqlite";

const stampOf = (startedAt: string): string => startedAt.replaceAll(/[-:.]/g, "");
const nameOf = (startedAt: string): string => `${stampOf(startedAt)}-${randomUUID().slice(0, 8)}${suffix}`;

/** The newest first. */
const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(suffix))
      .toSorted()
      .toReversed()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
};

const onTrouble = (say: BeginOptions["say"]) => (): void =>
  say("the answers of this scan can no longer be kept: should it break off, it begins anew.");

/** Removes a scan, unless a process is at work on it or a newer version wrote it. */
const discard = (file: string, isMeant: (scan: ScanFile) => boolean = () => true): boolean => {
  const opened = openScan(file, () => undefined);
  if (opened.state === "open") opened.scan.close();
  const isUseless = opened.state === "open" ? isMeant(opened.scan) : opened.state === "empty" || opened.state === "broken";
  if (!isUseless) return false;
  removeFile(file);
  return true;
};

/** What is too old to be gone on with, or too many, goes. */
const tidy = (folder: string, startedAt: string): string[] => {
  const oldest = stampOf(new Date(Date.parse(startedAt) - hoursKept * 3_600_000).toISOString());
  return filesIn(folder).filter((file, index) => (index >= scansKept || file < join(folder, oldest)) && discard(file));
};

const differences = (then: Question, now: Question): string[] =>
  [...new Set([...Object.keys(then), ...Object.keys(now)])]
    .filter((name) => then[name] !== now[name])
    .map((name) => `${name} ${then[name] ?? "nothing"} then, ${now[name] ?? "nothing"} now`);

const refused = (scan: ScanFile, question: Question): Problem =>
  new Problem({
    code: "resume-different",
    what: `The scan that broke off, begun at ${scan.startedAt}, was asked something else: ${differences(scan.question, question).join("; ")}.`,
    todo: "Ask the same again to go on with it, or leave out --resume to begin anew.",
  });

const isSame = (scan: ScanFile, question: Question): boolean => canonical(scan.question) === canonical(question);

/** Takes out of the way what cannot be gone on with, and says so. */
const setAside = (file: string, state: Exclude<OpenedScan["state"], "open">, say: BeginOptions["say"]): void => {
  if (state === "empty") removeFile(file);
  if (state === "broken") say(`a scan that broke off cannot be read: moved to ${moveAside(file, join(dirname(file), "broken"))}.`);
  if (state === "newer") say(`a scan that broke off was kept by a newer version: ${file} is left alone.`);
  if (state === "unusable") say(`a scan that broke off cannot be opened: ${file} is left alone.`);
};

type Found = { file: string; scan: ScanFile } | { file?: never; isRunning: boolean };

/** The newest scan that broke off and was asked the same. */
const find = ({ folder, facts, say }: BeginOptions): Found => {
  let isRunning = false;
  let other: ScanFile | undefined;
  for (const file of filesIn(folder)) {
    const opened = openScan(file, onTrouble(say));
    if (opened.state === "busy") isRunning = true;
    else if (opened.state !== "open") setAside(file, opened.state, say);
    else if (isSame(opened.scan, facts.question)) return { file, scan: opened.scan };
    else {
      opened.scan.close();
      other ??= opened.scan;
    }
  }
  if (other) throw refused(other, facts.question);
  return { isRunning };
};

const kept = (file: string, scan: ScanFile, isResumed: boolean, folder: string): KeptScan => ({
  scan,
  isResumed,
  finish: (ending) => {
    if (ending.unanswered > 0) scan.end(ending);
    scan.close();
    if (ending.unanswered === 0) removeFile(file);
    for (const other of filesIn(folder)) if (other !== file) discard(other, (alike) => isSame(alike, scan.question));
  },
  close: scan.close,
});

/** Begins a scan whose answers are kept; if that cannot be, says so in one sentence, and the scan goes on without. */
export const beginScan = ({ folder, facts, say }: BeginOptions): KeptScan | undefined => {
  tidy(folder, facts.startedAt);
  const file = join(folder, nameOf(facts.startedAt));
  const created = createScan(file, facts, onTrouble(say));
  if (created.state === "open") return kept(file, created.scan, false, folder);
  say(`the answers of this scan cannot be kept in ${folder}: should it break off, it begins anew.`);
  return undefined;
};

/** Goes on with the newest scan that broke off and was asked the same; without one begins anew. One that was asked something else is refused. */
export const resumeScan = (options: BeginOptions): KeptScan | undefined => {
  const { folder, facts, say } = options;
  const dropped = tidy(folder, facts.startedAt);
  const found = find(options);
  if (found.file !== undefined) {
    const { scan } = found;
    const how = scan.ended ? ", which ended without all answers," : ",";
    say(`going on with the scan begun at ${scan.startedAt}${how} with ${scan.kept} answers that are here already.`);
    return kept(found.file, scan, true, folder);
  }
  const why = found.isRunning
    ? "the scan that has not ended is at work in another process"
    : dropped.length > 0
      ? `what broke off did so more than ${hoursKept} hours ago`
      : "no scan broke off here";
  say(`there is nothing to go on with, as ${why}: this scan begins anew.`);
  return beginScan(options);
};
