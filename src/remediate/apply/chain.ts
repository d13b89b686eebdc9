import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { type Static, Type } from "typebox";
import { canonical, sha256 } from "../../estate/canonical.ts";
import type { Json } from "../../estate/json.ts";
import { Problem } from "../../estate/problem.ts";
import { fixItemSchema } from "../fix-plan.ts";

/** How an act ended. Only these end one: what was skipped was never begun. Written off: nobody can tell, and somebody answers for that. */
const endings = ["done", "failed", "written-off"] as const;

const text = Type.String();
const closed = { additionalProperties: false };
const act = { plan: text, resource: text, verb: text };
const link = { seq: Type.Integer({ minimum: 0 }), prev: text, at: text };

/** The fencing token of the run: greater than that of every run before it. */
const token = Type.Integer({ minimum: 0 });
const run = Type.Object({ ...link, type: Type.Literal("run"), plan: text, approvedBy: text, identity: text, token }, closed);
/** All of what is about to be done, and to what as it stood: enough to look at it again after a crash, and to take it back. */
const before = Type.Record(Type.String(), Type.Unsafe<Json>({}));
/** Under which AWS has the act in its own log; left out: it is the run's identity. */
const session = Type.Optional(text);
const intent = Type.Object({ ...link, type: Type.Literal("intent"), ...act, token, session, item: fixItemSchema, before }, closed);
/** Who wrote it off. */
const by = Type.Optional(text);
const outcome = Type.Object({ ...link, type: Type.Literal("outcome"), ...act, outcome: Type.Enum([...endings]), detail: text, by }, closed);
const skipped = Type.Object({ ...link, type: Type.Literal("skipped"), ...act, detail: text }, closed);
const entry = Type.Union([run, intent, outcome, skipped]);

export type JournalEntry = Static<typeof entry>;
type WithoutLink<Entry> = Entry extends unknown ? Omit<Entry, "seq" | "prev" | "at"> : never;
/** What happened, before it is linked to what happened before. */
export type JournalEvent = WithoutLink<JournalEntry>;

export type Head = { seq: number; hash: string };
export const noHead: Head = { seq: -1, hash: "0".repeat(64) };

/** One line that names the line before it by its hash: none can be changed, taken out or moved without breaking the chain. */
export const linkEvent = (event: JournalEvent, head: Head, at: string): { entry: JournalEntry; line: string; head: Head } => {
  const linked: JournalEntry = { ...event, seq: head.seq + 1, prev: head.hash, at };
  const line = canonical(linked);
  return { entry: linked, line: `${line}\n`, head: { seq: linked.seq, hash: sha256(line) } };
};

let validate: ValidateFunction<JournalEntry> | undefined;

const parse = (line: string): JournalEntry | undefined => {
  validate ??= new Ajv2020({ strict: true, allowUnionTypes: true }).compile<JournalEntry>(entry);
  try {
    const value: unknown = JSON.parse(line);
    return validate(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const broken = (file: string, line: number, what: string): never => {
  throw new Problem({
    code: "journal-broken",
    what: `The journal of acts was tampered with or damaged: line ${line} ${what}.`,
    where: file,
    todo: "Keep the file for whoever looks into it, and name another one with which to go on.",
  });
};

export type Chain = { entries: JournalEntry[]; head: Head; /** Bytes of the lines that were written to their end. */ bytes: number };

/**
 * Reads a journal back and proves its chain. A last line without its end was being written when the process died: nobody was told
 * that it is safe, so nothing was done on its word, and it counts as never written.
 */
export const readChain = (content: string, file: string): Chain => {
  const whole = content.slice(0, content.lastIndexOf("\n") + 1);
  const chain: Chain = { entries: [], head: noHead, bytes: Buffer.byteLength(whole) };
  for (const [index, line] of whole.split("\n").slice(0, -1).entries()) {
    const read = parse(line) ?? broken(file, index + 1, "is no entry");
    if (read.seq !== chain.head.seq + 1) broken(file, index + 1, `has the number ${read.seq}, and ${chain.head.seq + 1} is due`);
    if (read.prev !== chain.head.hash) broken(file, index + 1, "does not follow from the line before it");
    chain.entries.push(read);
    chain.head = { seq: read.seq, hash: sha256(line) };
  }
  return chain;
};
