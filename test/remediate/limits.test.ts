import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { applyFixes } from "../../src/remediate/apply/apply.ts";
import { overCap, overHour } from "../../src/remediate/apply/caps.ts";
import type { JournalEntry } from "../../src/remediate/apply/chain.ts";
import type { Effects } from "../../src/remediate/apply/effects.ts";
import { frozenBy, type Limits, protectedBy } from "../../src/remediate/limits.ts";
import { identity, limits, notebook, now, planOf, policies, reportOf } from "./reports.ts";
import { worldOf } from "./world.ts";

const names = ["a", "b", "c", "d", "e", "f"];
const notebooks = names.map((name, index) => notebook(name, { tags: { project: index < 4 ? "churn" : "vision", user: `u${index % 2}` } }));
const plan = planOf(reportOf({ resources: notebooks }));

type Options = { fates?: ("ok" | "denied")[]; effects?: Partial<Effects>; resources?: Resource[] };
const run = async (differs: Partial<Limits>, { fates = [], effects = {}, resources = notebooks }: Options = {}) => {
  const world = worldOf({ notebooks: resources, fates });
  const { acts, code } = await applyFixes({
    plan,
    approval: { hash: plan.hash, by: "ada" },
    kinds,
    limits: { ...limits, ...differs },
    mayNot: () => undefined,
    identity,
    policies,
    effects: { ...world.start(), ...effects },
  });
  return { outcomes: acts.map(({ outcome }) => outcome), details: acts.map(({ detail }) => detail), code, calls: world.calls.length };
};

describe("limits", () => {
  test("whatever the numbers are, no plan beyond one of them is let through, and 0 lets none through", () => {
    const bound = fc.oneof(fc.nat(8), fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(fc.record({ maxActs: bound, maxPerOwner: bound, maxPerProject: bound, maxPercent: bound }), (some) => {
        const fits =
          plan.items.length <= some.maxActs && 3 <= some.maxPerOwner && 4 <= some.maxPerProject && 6 * 100 <= some.maxPercent * 6;
        const isFinite = Object.values(some).every((one) => Number.isFinite(one));
        return (overCap(plan, { ...limits, ...some }) === undefined) === (fits && isFinite);
      }),
      { numRuns: 2000 },
    );
  });

  test("an hour's acts are counted over all plans, whoever began them; what is not dated counts", () => {
    const at = (text: string): JournalEntry => {
      const [item] = plan.items;
      if (!item) throw new Error("the plan is empty");
      return { seq: 0, prev: "", at: text, type: "intent", plan: "p", resource: "r", verb: "stop", token: 1, item, before: {} };
    };
    const entries = [at("2026-11-21T19:59:59Z"), at("2026-11-21T20:00:01Z"), at("2026-11-21T23:00:00Z"), at("whenever")];
    expect(overHour(entries, now, { ...limits, maxPerHour: 4 })).toBeUndefined();
    expect(overHour(entries, now, { ...limits, maxPerHour: 3 })).toBe("3 acts were begun within the last hour, and at most 3 are allowed");
    expect(overHour([], now, { ...limits, maxPerHour: 0 })).toBeDefined();
    expect(overHour([], now, { ...limits, maxPerHour: Number.NaN })).toBeDefined();
  });

  test("acts end at the hour's bound", async () => {
    const { outcomes, details, code, calls } = await run({ maxPerHour: 2 });
    expect(outcomes).toEqual(["done", "done", "not-reached", "not-reached", "not-reached", "not-reached"]);
    expect([code, calls, details[2]]).toEqual([4, 2, "2 acts were begun within the last hour, and at most 2 are allowed"]);
  });

  test("a canary that fails is the last act", async () => {
    const { outcomes, details, calls } = await run({ canaries: 2 }, { fates: ["ok", "denied"] });
    expect(outcomes.map((one) => one === "not-reached")).toEqual([false, false, true, true, true, true]);
    expect([calls, details[2]]).toEqual([2, "1 of the first 2 acts failed"]);
  });

  test("after the canaries so many may fail as the budget has", async () => {
    const fates = ["ok", "denied", "ok", "denied"] as const;
    expect((await run({ canaries: 1, maxFailures: 1 }, { fates: [...fates] })).outcomes).toEqual([
      "done",
      "failed",
      "done",
      "failed",
      "not-reached",
      "not-reached",
    ]);
    expect((await run({ canaries: 0, maxFailures: 0 }, { fates: ["denied"] })).calls).toBe(1);
  });

  test("the kill switch is asked before each act, and thrown ends all of them", async () => {
    let asked = 0;
    const halted = async () => (++asked > 2 ? ".sagewarden/halt exists" : undefined);
    const { outcomes, details, calls } = await run({}, { effects: { halted } });
    expect(outcomes.slice(0, 3)).toEqual(["done", "done", "not-reached"]);
    expect([calls, details[2]]).toEqual([2, ".sagewarden/halt exists"]);
  });

  test.each([
    ["within", { from: "2026-11-20", to: "2026-11-23" }, true],
    ["at its first instant", { from: now, to: "2026-11-23" }, true],
    ["at its end", { from: "2026-11-20", to: now }, false],
    ["before", { from: "2026-11-22", to: "2026-11-23" }, false],
    ["whose beginning cannot be read", { from: "soon", to: "2026-11-23" }, true],
    ["whose end cannot be read", { from: "2026-11-20", to: "later" }, true],
  ])("a freeze holds or not: %s", async (_, span, holds) => {
    const freezes = [{ ...span, reason: "release" }];
    expect(frozenBy(freezes, now) !== undefined).toBe(holds);
    expect((await run({ freezes })).calls).toBe(holds ? 0 : 6);
  });

  test("a tag protects, and so does one that could not be read", async () => {
    const protectedTags = { keep: ["yes"], "sagewarden-protect": ["*"] };
    const tagged = (tags: Record<string, string>, unknown: Resource["unknown"] = {}) => ({ ...notebook("a", { tags }), unknown });
    const hidden = { reason: "denied", detail: "needs sagemaker:ListTags" } as const;
    expect(protectedBy(tagged({ keep: "yes" }), protectedTags)).toBe("its tag keep=yes protects it");
    expect(protectedBy(tagged({ "sagewarden-protect": "" }), protectedTags)).toBe("its tag sagewarden-protect= protects it");
    expect(protectedBy(tagged({ keep: "no" }), protectedTags)).toBeUndefined();
    expect(protectedBy(tagged({ keep: "no" }, { "/tags/-": hidden }), protectedTags)).toContain("is unknown");
    expect(protectedBy(tagged({ keep: "no" }, { "/tags/sagewarden-protect": hidden }), protectedTags)).toContain("is unknown");
    const resources = notebooks.map((one, index) =>
      index === 0 ? { ...one, config: { ...one.config, tags: { project: "churn", user: "u0", keep: "yes" } } } : one,
    );
    const { outcomes, calls } = await run({ protectedTags }, { resources });
    expect([outcomes[0], calls]).toEqual(["skipped-stale", 5]);
  });

  test("who was given another owner or project by its tags since it was planned is left alone", async () => {
    const resources = notebooks.map((one) => ({ ...one, config: { ...one.config, tags: { project: "churn", user: "eve" } } }));
    expect(new Set((await run({}, { resources })).outcomes)).toEqual(new Set(["skipped-stale"]));
  });
});
