import type { Resource } from "../../estate/estate.ts";
import type { VerdictWord } from "../../evaluate/verdict.ts";
import type { Operation } from "../../kinds/operation.ts";
import type { FixItem } from "../fix-plan.ts";
import type { Journal } from "./journal.ts";
import type { Lease } from "./lease.ts";

export type CallFailure = { type: string; detail: string };
/**
 * `throttled` was refused before anything was done, `late` was never sent, `gone` found nothing; of every other failure it is open
 * whether it had an effect.
 */
export type CallAnswer = { ok: true } | { ok: false; failure: CallFailure };
export type Sight = { state: "there"; resource: Resource } | { state: "gone" } | { state: "failed"; failure: CallFailure };

/** `along`: what another operation says at these paths goes with the request, where that says nothing else. */
export type Call = {
  item: FixItem;
  operation: Operation;
  input: Record<string, unknown>;
  region: string;
  notAfter: number;
  along?: { operation: Operation; input: Record<string, unknown>; paths: readonly string[] };
};
/** Under whom an account is looked at, and who called for it; or why nobody gets in. */
export type Entered = { ok: true; caller: string; looksAs: string } | { ok: false; detail: string };
/** Under whom an act is done, as AWS names them. */
export type Session = { ok: true; actsAs: string } | { ok: false; detail: string };

/** Everything that applying a plan does to the outside, and all that it hears of it. */
export type Effects = {
  /** What stands there now; of the resource that is given, its identity is known and of its config what names it. */
  describe: (resource: Resource) => Promise<Sight>;
  /** The verdicts on a fresh description, by rule, waivers included. */
  judge: (resource: Resource) => Promise<Readonly<Record<string, VerdictWord>>>;
  /** The way into an account, the same one for as long as the run lasts: what is looked at in it goes by this. */
  enter: (account: string) => Promise<Entered>;
  /** Has the session that the act is done under; where it is one of a role, its own policy holds it to what was planned. */
  session: (item: FixItem) => Promise<Session>;
  /** Calls AWS once, and only before `notAfter` on the clock: a second call is for this module to decide. */
  send: (call: Call) => Promise<CallAnswer>;
  journal: Journal;
  /** The right to act: asked for before each thing that is written, and renewed by it. */
  lease: Pick<Lease, "token" | "endsAt" | "guard">;
  /** Milliseconds of the clock that the lease runs by; it never stands still. */
  clock: () => number;
  /** Why somebody wants all acting to end now. Not being able to tell is a reason. */
  halted: () => Promise<string | undefined>;
  /** RFC 3339. */
  now: () => string;
  sleep: (milliseconds: number) => Promise<void>;
};
