import { describe, expect, test } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { applyFixes } from "../../src/remediate/apply/apply.ts";
import { overCap } from "../../src/remediate/apply/caps.ts";
import { failuresInARow } from "../../src/remediate/attempts.ts";
import { hashOf } from "../../src/remediate/fix-plan.ts";
import { readMark } from "../../src/remediate/mark.ts";
import { planStop, type StandingApproval } from "../../src/remediate/stop.ts";
import { identity, limits, notebook, now, planOf, policies, reportOf } from "./reports.ts";
import { type Fate, type Meddling, worldOf } from "./world.ts";

const many = Array.from({ length: 100 }, (_, index) => notebook(`nb-${index}`));
const standing: StandingApproval = {
  verbs: ["stop"],
  kinds: ["notebook-instance"],
  projects: ["churn"],
  maxActs: 10,
  approvedBy: "marta",
  expires: "2027-01-01",
};

type Options = { at?: string; fates?: Fate[]; meddling?: Meddling[]; resources?: Resource[] };
const stopRun = async (world: ReturnType<typeof worldOf>, { at = now, resources = [notebook("explore")] }: Options = {}) => {
  const mayNot = () => undefined;
  const run = planStop({ report: reportOf({ resources }), kinds, limits, standingApproval: standing, mayNot, now: at, identity, policies });
  const result = await applyFixes({ ...run, kinds, mayNot, identity, policies, effects: world.start() });
  return { outcomes: result.acts.map(({ outcome }) => outcome), run };
};

describe("Custodian's faults are not ours:", () => {
  const plan = planOf(reportOf({ resources: many }));

  test("a bound on the number alone holds, whatever the share (max-resources with `and` and no percent lets 1000 of 1000 through)", () => {
    expect(overCap(plan, { ...limits, maxActs: 20, maxPercent: 100 })).toBe("it holds 100 acts, and at most 20 are allowed");
  });

  test("a share of nought is none (max-resources-percent: 0 lets 1000 of 1000 through)", () => {
    expect(
      overCap(plan, { ...limits, maxActs: 1000, maxPercent: 0, maxPerOwner: 1000, maxPerProject: 1000, maxPerAccount: 1000 }),
    ).toContain("at most 0 % are allowed");
  });

  test("a run that comes late stops what is due all the same (off-hours act only while the hour is exactly theirs)", async () => {
    const world = worldOf({ notebooks: [notebook("explore")] });
    world.later(5 * 3_600_000);
    expect((await stopRun(world, { at: "2026-11-22T02:00:00.000Z" })).outcomes).toEqual(["done"]);
  });

  test("one that has ended by itself does not keep the next from being stopped (a job's stop that is too late ends the loop)", async () => {
    const resources = [notebook("explore"), notebook("grid")];
    const world = worldOf({ notebooks: resources, meddling: [{ at: 0, name: "explore", how: "stop" }] });
    expect((await stopRun(world, { resources })).outcomes).toEqual(["already-done", "done"]);
    const refusedOnce = worldOf({ notebooks: resources, fates: ["denied"] });
    expect((await stopRun(refusedOnce, { resources })).outcomes).toEqual(["failed", "done"]);
  });

  test("each EMR cluster is terminated by a call of its own, and a protected one is left alone (one call for all ids fails for all of them)", () => {
    const stop = kinds.find(({ name }) => name === "emr-cluster")?.verbs["stop"];
    expect(stop).toMatchObject({
      input: { JobFlowIds: { listOf: "clusterId" } },
      unless: { terminationProtected: true },
      type: "irreversible",
    });
    expect(stop?.operation.name).toBe("TerminateJobFlows");
  });

  test("a mark that is not signed by the journal's key for this very resource is no mark (a mark in a tag is signed by nobody)", async () => {
    const value = "Resource does not meet policy: delete@2026/11/20";
    expect(readMark(value, { arn: "arn:aws:sagemaker:eu-central-1:1:notebook-instance/explore", createdAt: now }, "")).toBe(
      "it is no mark of this product",
    );
  });

  test("an exemption is the report's, never a tag that anyone may set (a tag of its own opts a resource out)", async () => {
    const tagged = notebook("explore", {
      tags: { project: "churn", user: "ada", maid_status: "Resource does not meet policy: delete@2026/11/20" },
    });
    const world = worldOf({ notebooks: [tagged] });
    const { run } = await stopRun(world, { resources: [tagged] });
    expect(run.plan.items.map(({ verb }) => verb)).toEqual(["stop"]);
  });

  test("what was made anew under the same name since the scan is left alone (the act goes by the name)", async () => {
    const world = worldOf({ notebooks: [notebook("explore")], meddling: [{ at: 0, name: "explore", how: "recreate" }] });
    expect([(await stopRun(world)).outcomes, world.calls]).toEqual([["skipped-stale"], []]);
  });

  test("every act is on record with what stood there before (records of what was removed are asked for, and missing)", async () => {
    const world = worldOf({ notebooks: [notebook("explore")] });
    await stopRun(world);
    expect(world.entries()[1]).toMatchObject({ type: "intent", before: { state: "InService", tags: { project: "churn" } } });
  });
});

describe("MLSpace's faults are not ours:", () => {
  test("a stop whose call failed is due again in the next run, and said to have failed (its row is deleted even when the call failed)", async () => {
    const world = worldOf({ notebooks: [notebook("explore")], fates: ["denied", "denied"] });
    expect((await stopRun(world)).outcomes).toEqual(["failed"]);
    expect((await stopRun(world, { at: "2026-11-21T21:05:00.000Z" })).outcomes).toEqual(["failed"]);
    const [act] = world.entries().filter((entry) => entry.type === "outcome");
    if (act?.type !== "outcome") throw new Error("no outcome");
    expect(failuresInARow(world.entries(), act)).toBe(2);
    expect((await stopRun(world, { at: "2026-11-21T21:10:00.000Z" })).outcomes).toEqual(["done"]);
    expect(failuresInARow(world.entries(), act)).toBe(0);
  });

  test("what was made outside the platform is stopped like the rest (resources made elsewhere get no row)", async () => {
    const world = worldOf({ notebooks: [notebook("by-hand")] });
    expect((await stopRun(world, { resources: [notebook("by-hand")] })).outcomes).toEqual(["done"]);
  });

  test("a cluster is stopped by its id, never by its name (its time to live is attached by name)", () => {
    const verb = kinds.find(({ name }) => name === "emr-cluster")?.verbs["stop"];
    expect(Object.values(verb?.input ?? {})).toEqual([{ listOf: "clusterId" }]);
  });

  test("a project's owner does not start somebody's notebook (whoever may stop it may start it)", async () => {
    const { mayNot } = await import("../../src/remediate/roles.ts");
    const people = {
      projects: [{ name: "churn", owner: "amara", members: ["amara", "ada"] }],
      administrators: [],
      identities: { people: {}, sessionRoles: [], platform: [] },
      platformMayStart: false,
    };
    const asked = { verb: "start", project: "churn", user: "ada" };
    expect(mayNot({ type: "person", user: "amara" }, asked, people)).toBe("amara is not its owner");
  });

  test("a plan that somebody edited is no plan (whatever the table holds is acted upon)", async () => {
    const plan = planOf(reportOf({ resources: [notebook("explore")] }));
    const edited = { ...plan, items: plan.items.map((item) => ({ ...item, name: "other" })) };
    const world = worldOf({ notebooks: [notebook("explore")] });
    const input = { kinds, limits, mayNot: () => undefined, identity, policies, effects: world.start() };
    await expect(applyFixes({ ...input, plan: edited, approval: { hash: plan.hash, by: "ada" } })).rejects.toThrow(
      "was changed after it was made",
    );
    expect(hashOf(edited)).not.toBe(plan.hash);
  });
});
