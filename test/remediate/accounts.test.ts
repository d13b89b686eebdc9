import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import { kinds } from "../../src/kinds/registry.ts";
import type { Bounds } from "../../src/remediate/account-bound.ts";
import { applyFixes } from "../../src/remediate/apply/apply.ts";
import { overCap } from "../../src/remediate/apply/caps.ts";
import type { Effects } from "../../src/remediate/apply/effects.ts";
import { type FixPlan, hashOf } from "../../src/remediate/fix-plan.ts";
import { identity, limits, notebook, planOf, policies, reportOf } from "./reports.ts";
import { worldOf } from "./world.ts";

const accounts = ["111122223333", "444455556666", "777788889999"];
const principal = (account: string, role: string): string => `arn:aws:sts::${account}:assumed-role/${role}`;
const lyingIn = (one: Resource, account: string): Resource => {
  const id = one.id.replace("111122223333", account);
  return { ...one, id, arn: id, account };
};
const notebooks = accounts.flatMap((account) => ["a", "b"].map((name) => lyingIn(notebook(`${name}-${account}`), account)));
const cells = accounts.flatMap((account) => (["list", "describe", "tags"] as const).map((phase) => ({ account, phase })));
const report = reportOf({ resources: notebooks, cells });
const boundOf: Bounds = (account) => ({
  account,
  caller: principal("111122223333", "remediator"),
  looksAs: principal(account, "reader"),
  actsAs: principal(account, "actor"),
});
const plan = planOf(report, { boundOf });

type Entry = { looks: string; acts: string; opens: boolean };
type Entries = Readonly<Record<string, Entry>>;

/** Applies the plan where each account is entered as one of these says; gives the accounts of the calls that were sent. */
const applied = async (entries: Entries, approved = true, differs: Partial<FixPlan> = {}) => {
  const world = worldOf({ notebooks });
  const sent: string[] = [];
  const effects = world.start();
  const entering: Pick<Effects, "enter" | "session" | "send"> = {
    enter: async (account) => {
      const { opens, looks } = entries[account] ?? { opens: false, looks: "" };
      return opens ? { ok: true, caller: identity, looksAs: `${looks}/s` } : { ok: false, detail: "nobody is let in" };
    },
    session: async ({ account }) => ({ ok: true, actsAs: `${entries[account]?.acts ?? ""}/s` }),
    send: async (call) => {
      sent.push(call.item.account);
      return effects.send(call);
    },
  };
  const given = { ...plan, ...differs };
  const hashed = { ...given, hash: hashOf(given) };
  const { acts, code } = await applyFixes({
    plan: hashed,
    approval: approved ? { hash: hashed.hash, by: "ada" } : null,
    kinds,
    limits: { ...limits, maxFailures: 0 },
    mayNot: () => undefined,
    identity,
    policies,
    effects: { ...effects, ...entering },
  });
  return { acts, code, sent, types: world.entries().map(({ type }) => type) };
};

const rightly = (account: string): Entry => ({ opens: true, looks: principal(account, "reader"), acts: principal(account, "actor") });

describe("acts in several accounts", () => {
  test("whoever opens them, an act is sent only where the account is the planned one, and is entered as was planned; the others go on", async () => {
    const somebody = fc.constantFrom(...accounts.flatMap((account) => ["reader", "actor", "eve"].map((role) => principal(account, role))));
    const right = fc.constantFrom(...accounts).map(rightly);
    const entry = fc.oneof(right, fc.record({ opens: fc.boolean(), looks: somebody, acts: somebody }));
    await fc.assert(
      fc.asyncProperty(fc.tuple(entry, entry, entry), fc.boolean(), async (some, approved) => {
        const entries = Object.fromEntries(accounts.map((account, nth) => [account, some[nth] ?? rightly(account)]));
        const { acts, code, sent, types } = await applied(entries, approved);
        const isRight = (account: string): boolean => {
          const { opens, looks, acts: by } = entries[account] ?? rightly("");
          return opens && looks === rightly(account).looks && (!approved || by === rightly(account).acts);
        };
        const open = accounts.filter(isRight);
        expect(sent).toEqual(approved ? open.flatMap((account) => [account, account]) : []);
        const outcomes = plan.items.map((item) => (isRight(item.account) ? (approved ? "done" : "would-act") : "not-reached"));
        expect(acts.map(({ outcome }) => outcome)).toEqual(outcomes);
        expect(code).toBe(open.length === accounts.length ? 0 : 4);
        expect(types.filter((type) => type === "intent").length).toBe(sent.length);
      }),
      { numRuns: 150 },
    );
  });

  test("of an account that the plan binds to nobody, or to two, none is done at all", async () => {
    const entries = Object.fromEntries(accounts.map((account) => [account, rightly(account)]));
    for (const bound of [plan.accounts.slice(1), [], [...plan.accounts, ...plan.accounts]])
      await expect(applied(entries, true, { accounts: bound })).rejects.toThrow("The plan does not say under whom account");
  });

  test("are planned only where somebody gets in: the others are refused with why", () => {
    const closed: Bounds = (account) =>
      account === accounts[1] ? "account 444455556666 cannot be entered: nobody is let in" : boundOf(account);
    const { items, refused, accounts: bound } = planOf(report, { boundOf: closed });
    expect(new Set(items.map(({ account }) => account))).toEqual(new Set([accounts[0], accounts[2]]));
    expect(refused.map(({ reason }) => reason)).toEqual(Array(2).fill("account 444455556666 cannot be entered: nobody is let in"));
    expect(bound.map(({ account }) => account)).toEqual([accounts[0], accounts[2]]);
    // Nothing said: the caller's own account, and no other.
    expect(new Set(planOf(report).items.map(({ account }) => account))).toEqual(new Set(["111122223333"]));
  });

  test("are bounded by account, whatever the number is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(4), fc.constantFrom(-1, Number.NaN, Number.POSITIVE_INFINITY)), (maxPerAccount) => {
        const isWithin = Number.isFinite(maxPerAccount) && maxPerAccount >= 2;
        expect(overCap(plan, { ...limits, maxPerAccount }) === undefined).toBe(isWithin);
      }),
    );
  });
});
