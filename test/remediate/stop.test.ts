import { describe, expect, test } from "vitest";
import type { StandingApproval as Configured } from "../../src/config/config.ts";
import { canonical, sha256 } from "../../src/estate/canonical.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { applyFixes } from "../../src/remediate/apply/apply.ts";
import { planStop, type StopInput } from "../../src/remediate/stop.ts";
import { identity, limits, notebook, now, policies, reportOf } from "./reports.ts";
import { worldOf } from "./world.ts";

const standing: Configured = {
  verbs: ["stop"],
  kinds: ["notebook-instance"],
  projects: ["churn"],
  maxActs: 3,
  approvedBy: "marta",
  expires: "2027-01-01",
};
const resources = [
  notebook("explore"),
  notebook("foreign", { tags: { project: "vision" } }),
  notebook("nobodys", { tags: {} }),
  notebook("early", { facts: { overdueSeconds: 0 } }),
  notebook("spare", { facts: {} }),
];
const mayNot = () => undefined;
const report = reportOf({ resources, verdicts: { spare: [["left-running", "fail"]] } });
const stopOf = (differs: Partial<StopInput> = {}) =>
  planStop({
    report,
    kinds,
    limits: { ...limits, maxPercent: 50 },
    standingApproval: standing,
    mayNot,
    now,
    identity,
    policies,
    ...differs,
  });
const reasons = (run: ReturnType<typeof stopOf>) => run.plan.refused.map(({ name, reason }) => `${name}: ${reason}`);

describe("one run of the stop workflow", () => {
  test("plans what is overdue and allowed, and says what is due but not allowed", () => {
    const run = stopOf();
    expect(run.plan.items.map(({ name }) => name)).toEqual(["explore"]);
    expect(reasons(run)).toEqual([
      "foreign: the standing approval does not hold for the project vision",
      "nobodys: it belongs to no project, and the standing approval holds for projects",
    ]);
    expect(run.approval).toEqual({ hash: run.plan.hash, by: `standing approval ${sha256(canonical(standing))} of marta` });
  });

  test.each<[string, Partial<Configured>, string]>([
    ["that has ended", { expires: "2026-11-21" }, "explore: the standing approval of marta ended on 2026-11-21"],
    ["whose end cannot be read", { expires: "soon" }, "explore: the standing approval of marta ended on soon"],
    ["for other verbs", { verbs: ["delete"] }, "explore: the standing approval does not hold for stop"],
    ["for other kinds", { kinds: ["app"] }, "explore: the standing approval does not hold for the kind notebook-instance"],
    ["for no project", { projects: [] }, "explore: the standing approval does not hold for the project churn"],
  ])("does nothing by an approval %s", (_, differs, reason) => {
    const run = stopOf({ standingApproval: { ...standing, ...differs } });
    expect(run.plan.items).toEqual([]);
    expect(reasons(run)[0]).toBe(reason);
  });

  test("without a standing approval there is a plan to look at, and nobody's word to act on", () => {
    const run = stopOf({ standingApproval: null });
    expect(run.plan.items.map(({ name }) => name)).toEqual(["explore", "foreign", "nobodys"]);
    expect(run.approval).toBeNull();
  });

  test("the stricter of two caps holds", async () => {
    const run = stopOf({ standingApproval: { ...standing, maxActs: 0 } });
    expect(run.limits).toMatchObject({ maxActs: 0, maxPercent: 50 });
    const world = worldOf({ notebooks: resources });
    await expect(applyFixes({ ...run, kinds, mayNot, identity, policies, effects: world.start() })).rejects.toThrow(
      "at most 0 are allowed",
    );
    expect(world.calls).toEqual([]);
  });

  test("stops what it planned, and the next run finds nothing left to do", async () => {
    const world = worldOf({ notebooks: resources });
    const run = stopOf();
    expect(
      (await applyFixes({ ...run, kinds, mayNot, identity, policies, effects: world.start() })).acts.map(({ outcome }) => outcome),
    ).toEqual(["done"]);
    expect(
      (await applyFixes({ ...run, kinds, mayNot, identity, policies, effects: world.start() })).acts.map(({ outcome }) => outcome),
    ).toEqual(["done"]);
    expect(world.calls).toEqual(["StopNotebookInstance explore"]);
  });
});
