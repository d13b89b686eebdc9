import { describe, expect, test } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { applyFixes } from "../../src/remediate/apply/apply.ts";
import { type JournalEntry, type JournalEvent, linkEvent, noHead } from "../../src/remediate/apply/chain.ts";
import type { FixItem } from "../../src/remediate/fix-plan.ts";
import { planUndo, type Standing, type UndoInput } from "../../src/remediate/undo.ts";
import { identity, limits, notebook, now, planOf, policies, reportOf } from "./reports.ts";
import { worldOf } from "./world.ts";

const notebooks = [notebook("explore"), notebook("grid")];
const plan = planOf(reportOf({ resources: notebooks }));

const stopped = async () => {
  const world = worldOf({ notebooks });
  const approval = { hash: plan.hash, by: "ada" };
  await applyFixes({ plan, approval, kinds, limits, mayNot: () => undefined, identity, policies, effects: world.start() });
  return world;
};

const standing = (name: string, config: Resource["config"]): Resource => {
  const one = notebook(name);
  return { ...one, config: { ...one.config, ...config } };
};

const undoOf = (entries: readonly JournalEntry[], look: (item: FixItem) => Standing, differs: Partial<UndoInput> = {}) =>
  planUndo({
    entries,
    run: plan.hash,
    kinds,
    allow: [],
    look: async (item) => look(item),
    mayNot: () => undefined,
    now,
    ttlMinutes: 60,
    identity,
    policies,
    ...differs,
  });

const journalOf = (events: readonly JournalEvent[]): JournalEntry[] => {
  let head = noHead;
  return events.map((event) => {
    const next = linkEvent(event, head, now);
    ({ head } = next);
    return next.entry;
  });
};

describe("fix undo", () => {
  const asStopped = ({ name }: FixItem): Standing => standing(name, { state: "Stopped", modifiedAt: "2026-11-21T21:00:09.000Z" });

  test("plans to start again what was stopped, as it stands now", async () => {
    const undo = await undoOf((await stopped()).entries(), asStopped);
    expect(undo.items.map(({ verb, name, input, expected }) => [verb, name, input, expected])).toEqual([
      ["start", "explore", { NotebookInstanceName: "explore" }, { state: "Stopped", modifiedAt: "2026-11-21T21:00:09.000Z" }],
      ["start", "grid", { NotebookInstanceName: "grid" }, { state: "Stopped", modifiedAt: "2026-11-21T21:00:09.000Z" }],
    ]);
    expect([undo.undoes, undo.refused]).toEqual([plan.hash, []]);
  });

  test.each<[string, Standing, string]>([
    ["was deleted since", "gone", "it is gone"],
    ["was started by its owner", standing("explore", { state: "InService" }), "it is InService, and must be Stopped or Failed"],
    ["was made anew", { ...standing("explore", { state: "Stopped" }), createdAt: now }, "it was made anew since"],
    ["cannot be looked at", "unseen", "it cannot be looked at now"],
  ])("leaves alone what %s, and says so", async (_, there, reason) => {
    const undo = await undoOf((await stopped()).entries(), () => there);
    expect([undo.items, undo.refused[0]?.reason]).toEqual([[], reason]);
  });

  test("takes back for those alone who may", async () => {
    const undo = await undoOf((await stopped()).entries(), asStopped, {
      mayNot: ({ verb }) => (verb === "start" ? "marta is not its owner" : undefined),
    });
    expect([undo.items, undo.refused.map(({ reason }) => reason)]).toEqual([[], ["marta is not its owner", "marta is not its owner"]]);
  });

  test("knows a run by its beginning, and refuses what names none or several", async () => {
    const entries = (await stopped()).entries();
    expect((await undoOf(entries, asStopped, { run: plan.hash.slice(0, 8) })).items.length).toBe(2);
    await expect(undoOf(entries, asStopped, { run: plan.hash.slice(0, 7) })).rejects.toThrow("has no run of a plan");
    await expect(undoOf(entries, asStopped, { run: "f".repeat(64) })).rejects.toThrow("has no run of a plan");
  });

  const [item] = plan.items;
  if (!item) throw new Error("the plan is empty");
  const begun = (differs: Partial<FixItem>, before: Resource["config"]): JournalEvent[] => {
    const one = { ...item, ...differs };
    const act = { plan: plan.hash, resource: one.resource, verb: one.verb };
    return [
      { type: "run", plan: plan.hash, approvedBy: "ada", identity, token: 1 },
      { type: "intent", ...act, token: 1, item: one, before },
      { type: "outcome", ...act, outcome: "done", detail: "it is gone" },
    ];
  };

  test("makes an endpoint anew from what was recorded before it was deleted, while it is gone", async () => {
    const before = { name: "churn", configName: "churn-7-config", state: "InService", tags: { project: "churn", user: "ada" } };
    const entries = journalOf(
      begun({ kind: "endpoint", name: "churn", verb: "delete", type: "recreatable", key: { name: "churn" } }, before),
    );
    const undo = await undoOf(entries, () => "gone");
    expect(undo.items[0]).toMatchObject({
      verb: "restore",
      operation: { service: "sagemaker", name: "CreateEndpoint" },
      input: {
        EndpointName: "churn",
        EndpointConfigName: "churn-7-config",
        Tags: [
          { Key: "project", Value: "churn" },
          { Key: "user", Value: "ada" },
        ],
      },
      to: "InService",
    });
    expect((await undoOf(entries, () => notebook("churn"))).refused[0]?.reason).toBe("it is there again");
  });

  test("says what cannot be taken back, and what was lost with it", async () => {
    const entries = journalOf(begun({ verb: "delete", type: "irreversible", loses: "the volume" }, { name: "explore" }));
    const undo = await undoOf(entries, () => "gone");
    expect([undo.items, undo.refused[0]?.reason]).toEqual([[], "nothing takes back delete: lost is the volume"]);
  });

  test("an act that failed is not taken back: nobody knows that it was done", async () => {
    const events = begun({}, {}).map((event): JournalEvent => (event.type === "outcome" ? { ...event, outcome: "failed" } : event));
    expect(await undoOf(journalOf(events), asStopped)).toMatchObject({ items: [], refused: [] });
  });

  test("a plan without reasons is applied only where it takes back", async () => {
    const { hashOf } = await import("../../src/remediate/fix-plan.ts");
    const bare = { ...plan, items: plan.items.map((one) => ({ ...one, because: [] })) };
    const forged = { ...bare, hash: hashOf(bare) };
    const world = worldOf({ notebooks });
    const approval = { hash: forged.hash, by: "ada" };
    const applied = applyFixes({
      plan: forged,
      approval,
      kinds,
      limits,
      mayNot: () => undefined,
      identity,
      policies,
      effects: world.start(),
    });
    await expect(applied).rejects.toThrow("Nothing says why to stop explore");
    expect(world.calls).toEqual([]);
  });
});
