import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem } from "../../src/estate/problem.ts";
import { openLeases, takeLease } from "../../src/remediate/apply/lease.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { applyFixes, type ApplyInput } from "../../src/remediate/apply/apply.ts";
import type { Effects } from "../../src/remediate/apply/effects.ts";
import { actId, openIntents } from "../../src/remediate/apply/ledger.ts";
import { writeOff } from "../../src/remediate/apply/write-off.ts";
import type { FixPlan } from "../../src/remediate/fix-plan.ts";
import { hashOf } from "../../src/remediate/fix-plan.ts";
import { identity, limits, notebook, planOf, policies, reportOf } from "./reports.ts";
import { Crash, type Fate, type Meddling, worldOf } from "./world.ts";

const names = ["explore", "grid", "vision", "spare"] as const;
const notebooks = names.map((name) => notebook(name));
/** All of them run; `spare` is not overdue. */
const plan = planOf(reportOf({ resources: notebooks, verdicts: { spare: [["overdue-notebook", "pass"]] } }));
const only = (name: string): FixPlan => {
  const one = { ...plan, items: plan.items.filter((item) => item.name === name) };
  return { ...one, hash: hashOf(one) };
};

type World = ReturnType<typeof worldOf>;
const inputOf = (world: World, differs: Partial<ApplyInput> = {}): ApplyInput => {
  const given = differs.plan ?? plan;
  return {
    plan: given,
    approval: { hash: given.hash, by: "ada" },
    kinds,
    limits,
    mayNot: () => undefined,
    identity,
    policies,
    effects: world.start(),
    ...differs,
  };
};
const run = async (world: World, differs: Partial<ApplyInput> = {}) => {
  const { acts, code } = await applyFixes(inputOf(world, differs));
  return { acts: acts.map(({ name, outcome, detail }) => `${name} ${outcome}: ${detail}`), code };
};
const typesOf = (world: World): string[] => world.entries().map((entry) => (entry.type === "outcome" ? entry.outcome : entry.type));

describe("a run that is too slow for its own lease", () => {
  test("leaves its act open, with one intent and no outcome; the next run settles that, whatever plan it has", async () => {
    const world = worldOf({ notebooks, stopsAfter: 3 });
    const effects = world.start();
    const leases = openLeases(":memory:");
    const lease = takeLease(leases, { holder: "a slow run", clock: effects.clock, atLeast: 0 });
    if ("heldBy" in lease) throw new Error("held");
    // As on a machine that is so busy that a pause of a second takes minutes.
    const sleep = async (): Promise<void> => world.later(6 * 60_000);
    const late = { plan: only("explore"), effects: { ...effects, lease, sleep } };
    await expect(run(world, late)).rejects.toThrow("another one has the right to act now");
    expect(typesOf(world)).toEqual(["run", "intent"]);
    world.later(6 * 60_000);
    await run(world, { plan: only("grid") });
    expect(typesOf(world)).toEqual(["run", "intent", "done", "run", "intent", "done"]);
    const [intents, outcomes] = ["intent", "outcome"].map((type) => world.entries().filter((entry) => entry.type === type));
    expect(outcomes?.map((entry) => "resource" in entry && entry.resource)).toEqual(
      intents?.map((entry) => "resource" in entry && entry.resource),
    );
    leases.close();
  });
});

describe("an act that was begun and cannot be looked at", () => {
  test("keeps every other plan off its resource, and off nothing else, until it is settled or written off", async () => {
    const world = worldOf({ notebooks, crashes: [4], blind: [2] });
    await expect(run(world, { plan: only("explore") })).rejects.toBeInstanceOf(Crash);
    expect(typesOf(world)).toEqual(["run", "intent"]);
    const later = { ...plan, expiresAt: "2026-11-21T23:00:00.000Z" };
    const other = { ...later, hash: hashOf(later) };
    const held = await run(world, { plan: other, approval: { hash: other.hash, by: "ada" } });
    expect(held.acts).toEqual([
      "explore failed: an earlier run began it and broke off, and what came of it cannot be seen now",
      expect.stringMatching(/^explore not-reached: stop was begun on it at /),
      "grid done: it is Stopped",
      "vision done: it is Stopped",
    ]);
    expect(world.calls).not.toContain("StopNotebookInstance explore");
    const effects = world.start();
    const [intent] = openIntents(effects.journal.entries());
    const act = intent ? actId(intent) : "";
    const writing = { reason: "The account was closed.", kinds, identity, mayNot: () => undefined };
    const dark: Effects = { ...effects, describe: async () => ({ state: "failed", failure: { type: "denied", detail: "closed" } }) };
    await expect(writeOff({ ...writing, act, effects: dark, mayNot: () => "eve is not its owner" })).rejects.toThrow(
      "eve is not its owner",
    );
    await expect(writeOff({ ...writing, act: act.slice(0, 7), effects: dark })).rejects.toThrow("no open act");
    expect(await writeOff({ ...writing, act: act.slice(0, 8), effects: dark })).toMatchObject({ outcome: "written-off" });
    const last = { ...plan, expiresAt: "2026-11-21T23:30:00.000Z" };
    const third = { ...last, hash: hashOf(last) };
    const freed = await run(world, { plan: third, approval: { hash: third.hash, by: "ada" } });
    expect(freed.acts[0]).toBe("explore done: it is Stopped");
  });
});

describe("applying a fix plan", () => {
  test("stops what is planned, waits for it, and leaves everything else alone", async () => {
    const world = worldOf({ notebooks });
    expect(await run(world)).toEqual({
      acts: ["explore done: it is Stopped", "grid done: it is Stopped", "vision done: it is Stopped"],
      code: 0,
    });
    expect(names.map(world.stateOf)).toEqual(["Stopped", "Stopped", "Stopped", "InService"]);
    expect(typesOf(world)).toEqual(["run", "intent", "done", "intent", "done", "intent", "done"]);
  });

  test("without approval looks at everything and does nothing", async () => {
    const world = worldOf({ notebooks, meddling: [{ at: 1, name: "grid", how: "recreate" }] });
    const { acts, code } = await run(world, { approval: null });
    expect(acts.map((act) => act.split(":")[0])).toEqual(["explore would-act", "grid skipped-stale", "vision would-act"]);
    expect([code, world.calls, world.entries()]).toEqual([0, [], []]);
  });

  test.each<[string, Partial<ApplyInput>, string]>([
    ["an approval of another plan", { approval: { hash: "0".repeat(64), by: "ada" } }, "The approval names 000"],
    ["a plan that was edited", { plan: { ...plan, expiresAt: "2036-01-01T00:00:00.000Z" } }, "was changed after it was made"],
    ["another identity", { identity: "arn:aws:iam::111122223333:user/eve" }, "wants to apply it"],
    ["other policies", { policies: "4".repeat(64) }, "The policies have changed"],
    ["more acts than allowed", { limits: { ...limits, maxActs: 2, maxPercent: 100 } }, "it holds 3 acts, and at most 2 are allowed"],
    ["a cap of nought", { limits: { ...limits, maxActs: 0, maxPercent: 100 } }, "at most 0 are allowed"],
    [
      "a larger share than allowed",
      { limits: { ...limits, maxActs: 10, maxPercent: 74.9 } },
      "3 of 4 of the kind notebook-instance, and at most 74.9 %",
    ],
    ["a share of nought", { limits: { ...limits, maxActs: 10, maxPercent: 0 } }, "at most 0 %"],
    ["a cap that is no number", { limits: { ...limits, maxActs: Number.NaN } }, "at most NaN are allowed"],
    ["a share that is no number", { limits: { ...limits, maxPercent: Number.NaN } }, "at most NaN %"],
    [
      "more acts on one user's than allowed",
      { limits: { ...limits, maxPerOwner: 2 } },
      "3 acts on what belongs to the user ada, and at most 2",
    ],
    ["more acts on one project's than allowed", { limits: { ...limits, maxPerProject: 0 } }, "to the project churn, and at most 0"],
    ["a caller who may not", { mayNot: () => "eve is not its owner" }, "is not for this caller: eve is not its owner"],
  ])("refuses %s, all of it", async (_, differs, what) => {
    const world = worldOf({ notebooks });
    const approval = differs.plan ? { hash: differs.plan.hash, by: "ada" } : undefined;
    await expect(run(world, { ...(approval && { approval }), ...differs })).rejects.toThrow(what);
    expect([world.calls, world.entries()]).toEqual([[], []]);
  });

  test("refuses shares of a population that nobody counted", async () => {
    const blind = { ...plan, populations: [] };
    await expect(run(worldOf({ notebooks }), { plan: { ...blind, hash: hashOf(blind) } })).rejects.toThrow("is not known");
  });

  test("refuses a plan whose verb cannot be taken back, however it got there", async () => {
    const [item] = plan.items;
    const forged = { ...plan, items: [{ ...item!, verb: "delete", operation: { service: "sagemaker", name: "DeleteNotebookInstance" } }] };
    await expect(run(worldOf({ notebooks }), { plan: { ...forged, hash: hashOf(forged) } })).rejects.toThrow(
      "delete is irreversible here, and that is not switched on",
    );
  });

  test("refuses an expired plan, and begins nothing new once it expires on the way", async () => {
    const late = worldOf({ notebooks });
    late.later(3_600_000);
    await expect(run(late)).rejects.toThrow("was good until");
    const slow = worldOf({ notebooks, stopsAfter: 200 });
    slow.later(3_590_000);
    const { acts, code } = await run(slow);
    expect(acts.map((act) => act.split(":")[0])).toEqual(["explore failed", "grid not-reached", "vision not-reached"]);
    expect([code, slow.calls]).toEqual([4, ["StopNotebookInstance explore"]]);
  });

  test.each<[string, Meddling["how"], string, number]>([
    ["stopped by its owner", "stop", "explore already-done: it is Stopped", 0],
    ["stopped and started again", "restart", "explore skipped-stale: its last change was", 0],
    ["deleted", "delete", "explore skipped-stale: it is gone", 0],
    ["made anew under the same name", "recreate", "explore skipped-stale: it is another one: the time of its creation was", 0],
    ["exempted", "exempt", "explore skipped-stale: overdue-notebook says exempt now", 0],
  ])("leaves alone what was %s since it was planned", async (_, how, act, code) => {
    const world = worldOf({ notebooks, meddling: [{ at: 0, name: "explore", how }] });
    const result = await run(world, { plan: only("explore") });
    expect(result.acts[0]).toContain(act);
    expect([result.code, world.calls, typesOf(world)]).toEqual([code, [], ["run", "skipped"]]);
  });

  test("does not act on what it cannot look at", async () => {
    const world = worldOf({ notebooks, blind: [1] });
    const result = await run(world, { plan: only("explore") });
    expect(result).toEqual({ acts: ["explore failed: it could not be looked at: needs sagemaker:DescribeNotebookInstance"], code: 4 });
    expect(world.calls).toEqual([]);
  });

  test("calls again after a throttle, until AWS answers", async () => {
    const world = worldOf({ notebooks, fates: ["throttled", "throttled"] });
    expect((await run(world, { plan: only("explore") })).acts).toEqual(["explore done: it is Stopped"]);
    expect([world.calls.length, world.stops.length]).toEqual([3, 1]);
  });

  test("does not call again after a throttle what was started again in the meantime", async () => {
    const world = worldOf({ notebooks, fates: ["throttled"], meddling: [{ at: 1, name: "explore", how: "restart" }] });
    const result = await run(world, { plan: only("explore") });
    expect(result.acts[0]).toContain("explore failed: while the call had to wait, its last change was");
    expect([result.code, world.calls.length, world.stops]).toEqual([4, 1, []]);
  });

  test.each<[string, Fate[], string, number]>([
    ["a denied call fails, and the others go on", ["denied"], "explore failed: needs sagemaker:StopNotebookInstance", 4],
    ["a call whose answer was lost is looked at, and was done", ["lost after"], "explore done: it is Stopped", 0],
    ["a call that was lost on its way is looked at, and not made again", ["lost before"], "explore failed: ECONNRESET", 4],
    ["throttled to the end, it fails", Array.from({ length: 7 }, (): Fate => "throttled"), "explore failed: ThrottlingException", 4],
  ])("%s", async (_, fates, act, code) => {
    const world = worldOf({ notebooks, fates });
    const result = await run(world);
    expect(result).toEqual({ acts: [act, "grid done: it is Stopped", "vision done: it is Stopped"], code });
    expect(world.stops.filter(({ name }) => name === "explore").length).toBe(act.includes("done") ? 1 : 0);
  });

  test("a failed act is not done again by the same approval", async () => {
    const world = worldOf({ notebooks, fates: ["denied"] });
    await run(world, { plan: only("explore") });
    expect((await run(world, { plan: only("explore") })).acts).toEqual(["explore failed: needs sagemaker:StopNotebookInstance"]);
    expect(world.calls.length).toBe(1);
  });

  test("a run that died right after the call finds the notebook stopping, and does not stop it twice", async () => {
    // Steps: run (2), look, intent (2), send.
    const world = worldOf({ notebooks, crashes: [6] });
    await expect(run(world, { plan: only("explore") })).rejects.toThrow(Crash);
    expect(typesOf(world)).toEqual(["run", "intent"]);
    expect(await run(world, { plan: only("explore") })).toEqual({ acts: ["explore done: it is Stopped"], code: 0 });
    expect([world.calls.length, typesOf(world)]).toEqual([1, ["run", "intent", "run", "done"]]);
  });

  test("a run that died before the call looks again, and then stops it", async () => {
    const world = worldOf({ notebooks, crashes: [4] });
    await expect(run(world, { plan: only("explore") })).rejects.toThrow(Crash);
    expect([world.calls, typesOf(world)]).toEqual([[], ["run", "intent"]]);
    expect((await run(world, { plan: only("explore") })).acts).toEqual(["explore done: it is Stopped"]);
    expect(world.stops.length).toBe(1);
  });

  test.each([
    ["after the call", 6, "done", 1],
    ["before the call", 4, "failed", 1],
  ])("a run that died %s is seen to its end by the run of a newer plan, and done once", async (_, step, ending, stops) => {
    const world = worldOf({ notebooks, crashes: [step] });
    await expect(run(world, { plan: only("explore") })).rejects.toThrow(Crash);
    const newer = { ...only("explore"), createdAt: "2026-11-21T21:00:01.000Z" };
    const { acts } = await run(world, { plan: { ...newer, hash: hashOf(newer) } });
    expect(acts[0]).toMatch(/^explore (already-)?done: it is Stopped$/);
    expect(world.entries().find((entry) => entry.type === "outcome")).toMatchObject({ plan: only("explore").hash, outcome: ending });
    expect(world.stops.length).toBe(stops);
  });

  test("what an earlier run began and nobody can see now is said, until a run can tell", async () => {
    const world = worldOf({ notebooks, crashes: [6], blind: [2] });
    await expect(run(world, { plan: only("explore") })).rejects.toThrow(Crash);
    expect(await run(world, { plan: only("grid") })).toEqual({
      acts: ["explore failed: an earlier run began it and broke off, and what came of it cannot be seen now", "grid done: it is Stopped"],
      code: 4,
    });
    const newer = { ...only("grid"), createdAt: "2026-11-21T21:00:01.000Z" };
    expect((await run(world, { plan: { ...newer, hash: hashOf(newer) } })).code).toBe(0);
    const outcomes = world.entries().filter(({ type }) => type === "outcome");
    expect(outcomes).toMatchObject([{ outcome: "done" }, { plan: only("explore").hash, outcome: "done" }]);
  });

  test("what was begun is seen to its end after the plan has expired", async () => {
    const world = worldOf({ notebooks, crashes: [6] });
    await expect(run(world)).rejects.toThrow(Crash);
    world.later(7_200_000);
    const { acts, code } = await run(world);
    expect(acts.map((act) => act.split(":")[0])).toEqual(["explore done", "grid not-reached", "vision not-reached"]);
    expect([code, world.stops.length]).toEqual([4, 1]);
  });
});

describe("whatever happens while a plan is applied", () => {
  const anyName = fc.constantFrom("explore", "grid", "vision", "spare");
  const anyMeddling = fc.record({
    at: fc.nat(14),
    name: anyName,
    how: fc.constantFrom<Meddling["how"]>("stop", "restart", "delete", "recreate", "exempt", "start-again", "bounce"),
  });
  const anyFate = fc.constantFrom<Fate>("ok", "ok", "ok", "throttled", "denied", "lost before", "lost after");
  const cases = fc.record({
    fates: fc.array(anyFate, { maxLength: 8 }),
    meddling: fc.array(anyMeddling, { maxLength: 3 }),
    crashes: fc.uniqueArray(fc.nat(40), { maxLength: 4 }),
    blind: fc.uniqueArray(fc.nat(20), { maxLength: 2 }),
    stopsAfter: fc.nat(4),
    maxActs: fc.constantFrom(10, 10, 3, 2, 0),
    maxPercent: fc.constantFrom(100, 100, 75, 50),
  });

  test("nothing is done twice, over a cap, to what has changed, or without intent and outcome", async () => {
    const seen = { acts: 0, crashes: 0, refused: 0, stale: 0 };
    await fc.assert(
      fc.asyncProperty(cases, async ({ maxActs, maxPercent, ...chances }) => {
        const world = worldOf({ notebooks, ...chances });
        for (let attempt = 0; attempt < 8; attempt++) {
          try {
            const { acts } = await applyFixes(inputOf(world, { limits: { ...limits, maxActs, maxPercent } }));
            seen.stale += acts.filter(({ outcome }) => outcome === "skipped-stale").length;
            if (acts.every(({ detail }) => !detail.includes("cannot be looked at now"))) break;
          } catch (error) {
            if (error instanceof Problem) {
              expect(error.facts.code).toBe("fix-over-cap");
              seen.refused++;
              break;
            }
            expect(error).toBeInstanceOf(Crash);
            seen.crashes++;
          }
        }
        seen.acts += world.stops.length;
        expect(new Set(world.stops.map(({ name }) => name)).size).toBe(world.stops.length);
        expect(world.stops.length).toBeLessThanOrEqual(maxActs);
        expect(world.stops.length * 100).toBeLessThanOrEqual(maxPercent * 4);
        for (const { name, before, entries } of world.stops) {
          const item = plan.items.find((one) => one.name === name);
          expect(before.verdict).toBe("fail");
          expect(before.resource.createdAt).toBe(item?.createdAt);
          expect(before.resource.config["modifiedAt"]).toBe(item?.expected.modifiedAt);
          const mine = world.entries().filter((entry) => entry.type !== "run" && entry.resource === item?.resource);
          expect(mine.findIndex((entry) => entry.type === "intent")).toBeGreaterThanOrEqual(0);
          expect(world.entries().findIndex((entry) => entry.type === "intent" && entry.resource === item?.resource)).toBeLessThan(entries);
        }
        for (const { resource } of plan.items) {
          const types = world.entries().flatMap((entry) => (entry.type !== "run" && entry.resource === resource ? [entry.type] : []));
          expect(types.filter((type) => type === "outcome").length).toBe(types.includes("intent") ? 1 : 0);
        }
      }),
      { numRuns: 1500 },
    );
    // The chances are such that all of it really happened.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });
});
