import type { DatabaseSync } from "node:sqlite";
import { canonical, sha256 } from "../estate/canonical.ts";
import { isObject, type JsonObject } from "../estate/json.ts";
import { readBack, sumOf } from "./kept-json.ts";
import { openPrivate, type FileOptions, type Opened } from "./private-file.ts";
import { guard } from "./sqlite.ts";

/** What a scan was asked, in words: two scans with the same are the same scan. */
export type Question = Readonly<Record<string, string>>;

export type ScanFacts = {
  /** When the first process began. */
  startedAt: string;
  /** The instant that is judged by. */
  now: string;
  question: Question;
};

/** `family`: what a page token goes stale with. */
export type Asked = { family: string; input: JsonObject };

/** The answers of one scan, each on disk before it is used. */
export type Answers = {
  /** What an earlier process of this scan was told. */
  recall: (asked: Asked) => JsonObject | undefined;
  keep: (asked: Asked, answer: JsonObject) => void;
  /** Their page tokens are no longer good. */
  forget: (family: string) => void;
};

/** How an earlier process of a scan ended that was not killed: when, and how many questions it had no answer to. */
export type Ending = { at: string; unanswered: number };

export type ScanFile = ScanFacts & {
  answers: Answers;
  /** The last one. */
  ended: Ending | undefined;
  end: (ending: Ending) => void;
  /** How many answers came from earlier processes. */
  kept: number;
  close: () => void;
};

/** `empty`: its process ended before the scan began. */
export type OpenedScan = { state: "open"; scan: ScanFile } | { state: Exclude<Opened<never>["state"], "open"> | "empty" };

const options: FileOptions = {
  version: 2,
  tables:
    "CREATE TABLE IF NOT EXISTS scan (startedAt TEXT NOT NULL, now TEXT NOT NULL, question TEXT NOT NULL, sum INTEGER NOT NULL, processes INTEGER NOT NULL);" +
    "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, family TEXT NOT NULL, process INTEGER NOT NULL, sum INTEGER NOT NULL, body TEXT NOT NULL);" +
    "CREATE TABLE IF NOT EXISTS ending (at TEXT NOT NULL, unanswered INTEGER NOT NULL)",
  // The lock falls with the process: whoever can open the file knows that nobody is at work on the scan.
  alone: true,
};

const keyOf = ({ family, input }: Asked): string => sha256(canonical([family, input]));

const answersIn = (database: DatabaseSync, process: number, onTrouble: () => void): Answers => {
  const find = database.prepare("SELECT sum, body FROM answer WHERE key = ? AND process < ?");
  const put = database.prepare("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)");
  const drop = database.prepare("DELETE FROM answer WHERE family = ?");
  const guarded = guard(onTrouble);
  return {
    recall: (asked) => {
      // A question that is asked twice by one process wants two answers.
      if (process === 0) return undefined;
      const key = keyOf(asked);
      return guarded(() => readBack(key, find.get(key, process)));
    },
    keep: (asked, answer) => {
      const [key, body] = [keyOf(asked), JSON.stringify(answer)];
      guarded(() => put.run(key, asked.family, process, sumOf(key, body), body));
    },
    forget: (family) => void guarded(() => drop.run(family)),
  };
};

/** A question that was damaged is no other question: the scan is as good as lost. */
const sumOfFacts = (startedAt: unknown, now: unknown, question: unknown): number =>
  sumOf(`${String(startedAt)} ${String(now)}`, String(question));

const questionIn = (text: unknown): Question | undefined => {
  const parsed: unknown = JSON.parse(String(text));
  return isObject(parsed) ? Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)])) : undefined;
};

const scanIn = (database: DatabaseSync, onTrouble: () => void): ScanFile | "empty" | "broken" => {
  const row = database.prepare("SELECT * FROM scan").get();
  if (!row) return "empty";
  const { startedAt, now, question: text, sum, processes } = row;
  const question = sum === sumOfFacts(startedAt, now, text) ? questionIn(text) : undefined;
  if (!question) return "broken";
  const { count } = database.prepare("SELECT count(*) AS count FROM answer").get() ?? {};
  const ending = database.prepare("SELECT at, unanswered FROM ending ORDER BY rowid DESC LIMIT 1").get();
  const guarded = guard(onTrouble);
  return {
    ended: ending && { at: String(ending["at"]), unanswered: Number(ending["unanswered"]) },
    end: ({ at, unanswered }) => void guarded(() => database.prepare("INSERT INTO ending VALUES (?, ?)").run(at, unanswered)),
    startedAt: String(startedAt),
    now: String(now),
    question,
    kept: Number(count),
    answers: answersIn(database, Number(processes), onTrouble),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
};

type Using = (database: DatabaseSync) => ScanFile | "empty" | "broken";

const openWith = (path: string, use: Using): OpenedScan => {
  const opened = openPrivate(path, options, (database) => {
    const scan = use(database);
    if (typeof scan === "string") database.close();
    return scan;
  });
  if (opened.state !== "open") return opened;
  return typeof opened.value === "string" ? { state: opened.value } : { state: "open", scan: opened.value };
};

/** Begins a scan in a file of its own. */
export const createScan = (path: string, { startedAt, now, question }: ScanFacts, onTrouble: () => void): OpenedScan =>
  openWith(path, (database) => {
    const text = canonical(question);
    database.prepare("INSERT INTO scan VALUES (?, ?, ?, ?, 0)").run(startedAt, now, text, sumOfFacts(startedAt, now, text));
    return scanIn(database, onTrouble);
  });

/** Opens a scan that broke off. */
export const openScan = (path: string, onTrouble: () => void): OpenedScan =>
  openWith(path, (database) => {
    database.exec("UPDATE scan SET processes = processes + 1");
    return scanIn(database, onTrouble);
  });
