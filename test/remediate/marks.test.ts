import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kinds } from "../../src/kinds/registry.ts";
import { applyFixes } from "../../src/remediate/apply/apply.ts";
import type { JournalEntry } from "../../src/remediate/apply/chain.ts";
import { publicKeyOf } from "../../src/remediate/apply/seal.ts";
import { dueOf, type Mark, type Marked, markValue, readMark } from "../../src/remediate/mark.ts";
import { markIn, markingItem } from "../../src/remediate/marking.ts";
import { type Carrier, marksOn, planMarked, planMarking } from "../../src/remediate/plan-marks.ts";
import { mayObject, type People } from "../../src/remediate/roles.ts";
import { identity, limits, notebook, now, planOf, policies, reportOf } from "./reports.ts";
import { worldOf } from "./world.ts";

const { privateKey: key } = generateKeyPairSync("ed25519");
const publicKey = publicKeyOf(key);
const due = "2026-11-28T18:00:00Z";
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);

const anyMark: fc.Arbitrary<Mark> = fc.record({
  verb: fc.constantFrom("stop", "delete", "release-warm-pool", "disable-root"),
  due: fc.constantFrom(due, "2027-01-01T00:00:00Z"),
  plan: hex,
  findings: hex,
});
const place: Marked = {
  arn: "arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/explore",
  createdAt: "2026-11-01T09:00:00.000Z",
};

describe("a mark", () => {
  it("says what it was given, in a tag that AWS takes", () => {
    fc.assert(
      fc.property(anyMark, (mark) => {
        const value = markValue(mark, place, key);
        expect(readMark(value, place, publicKey)).toEqual(mark);
        expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
      }),
    );
  });

  it("is worth nothing once a single character of it was changed, left out or added", () => {
    fc.assert(
      fc.property(
        anyMark,
        fc.nat(),
        fc.constantFrom(..."0 1 9 a b f z A Q Z _ - : = /".split(" ")),
        fc.constantFrom("change", "drop", "add"),
        (mark, at, letter, how) => {
          const value = markValue(mark, place, key);
          const index = at % value.length;
          const [before, after] = [value.slice(0, index), value.slice(how === "add" ? index : index + 1)];
          const forged = `${before}${how === "drop" ? "" : letter}${after}`;
          fc.pre(forged !== value);
          expect(readMark(forged, place, publicKey)).toBeTypeOf("string");
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is worth nothing on another resource, on another of the same name, or signed by another key", () => {
    fc.assert(
      fc.property(anyMark, (mark) => {
        const value = markValue(mark, place, key);
        expect(readMark(value, { ...place, arn: `${place.arn}-2` }, publicKey)).toContain("copied");
        expect(readMark(value, { ...place, createdAt: "2026-11-02T09:00:00.000Z" }, publicKey)).toContain("copied");
        expect(readMark(value, place, publicKeyOf(generateKeyPairSync("ed25519").privateKey))).toContain("forged");
      }),
      { numRuns: 20 },
    );
  });

  it("is for a time: neither before it is due, nor long after", () => {
    const mark = { verb: "stop", due, plan: "", findings: "" };
    const at = (instant: string) => dueOf(mark, instant);
    expect([at("2026-11-28T17:59:59Z"), at(due), at("2026-12-05T17:59:59Z"), at("2026-12-05T18:00:00Z"), at("soon")]).toEqual([
      "early",
      "due",
      "due",
      "late",
      "early",
    ]);
  });

  it("is put on a cluster by its id, and only on what has tags of its own", () => {
    const [item] = planOf(reportOf({ resources: [notebook("explore")] })).items;
    if (!item) throw new Error("no item");
    const cluster = { ...item, arn: "arn:aws:elasticmapreduce:eu-central-1:111122223333:cluster/j-1ABC", key: { clusterId: "j-1ABC" } };
    expect(markingItem(cluster, "mark", "x")).toMatchObject({
      operation: { service: "emr", name: "AddTags" },
      input: { ResourceId: "j-1ABC", Tags: [{ Key: "sagewarden-mark", Value: "x" }] },
    });
    expect(markingItem(cluster, "unmark")).toMatchObject({ operation: { name: "RemoveTags" }, input: { TagKeys: ["sagewarden-mark"] } });
    expect(markingItem({ ...item, arn: "arn:aws:s3:::bucket" }, "mark", "x")).toBeUndefined();
  });
});

const people: People = {
  projects: [{ name: "churn", owner: "amara", members: ["ada", "amara"] }],
  administrators: ["marta"],
  identities: { people: {}, sessionRoles: [], platform: [] },
  platformMayStart: false,
};

const report = reportOf({ resources: [notebook("explore"), notebook("grid")] });
const marking = () => {
  const plan = planOf(report);
  return planMarking({ plan, approve: plan.hash, due, key });
};

/** What a journal holds once a plan of marks was applied. */
const entriesOf = (plan = marking()): JournalEntry[] =>
  plan.items.flatMap((item, index): JournalEntry[] => {
    const act = { plan: plan.hash, resource: item.resource, verb: item.verb, prev: "", at: now };
    return [
      { ...act, seq: 2 * index, type: "intent", token: 1, item, before: {} },
      { ...act, seq: 2 * index + 1, type: "outcome", outcome: "done", detail: "" },
    ];
  });

const carrier = (name: string, differs: Partial<Carrier> = {}): Carrier => {
  const { id, kind, arn, createdAt } = notebook(name);
  const item = marking().items.find((one) => one.name === name);
  return { id, kind, name, arn, createdAt, value: (item && markIn(item)) ?? "", objection: undefined, ...differs };
};

const run = (carriers: Carrier[], differs: { at?: string; entries?: JournalEntry[]; report?: typeof report } = {}) => {
  const { plan, heard } = planMarked({
    report: differs.report ?? report,
    kinds,
    allow: [],
    now: differs.at ?? "2026-11-28T18:05:00.000Z",
    identity,
    policies,
    carriers,
    publicKey,
    entries: differs.entries ?? entriesOf(),
    mayObject: (user, resource) => mayObject(user, resource, people),
  });
  return { acts: plan.items.map(({ name, verb }) => `${verb} ${name}`), heard: heard.map(({ says, comesOff }) => [says, comesOff]) };
};

describe("what is done on marks", () => {
  it("is what they announced, once it is due", () => {
    expect(run([carrier("explore")])).toEqual({ acts: ["stop explore"], heard: [] });
    expect(run([carrier("explore")], { at: "2026-11-28T17:59:59.000Z" })).toEqual({ acts: [], heard: [[`stop is due at ${due}`, false]] });
    expect(run([carrier("explore")], { at: "2026-12-24T00:00:00.000Z" }).heard).toEqual([
      [`stop was due at ${due}, and the mark is too old`, true],
    ]);
  });

  it("is nothing on a mark that is forged, copied, or that this journal knows nothing of: each is told", () => {
    const value = carrier("explore").value;
    expect(run([carrier("grid", { value })])).toEqual({
      acts: [],
      heard: [["ignored: it is forged, or was copied from another resource", false]],
    });
    expect(run([carrier("explore", { value: "stop please" })]).heard).toEqual([["ignored: it is no mark of this product", false]]);
    expect(run([carrier("explore")], { entries: [] }).heard).toEqual([
      ["ignored: it was taken off before, or put on by nobody who used this journal", false],
    ]);
    expect(run([carrier("explore", { createdAt: "2026-11-20T09:00:00.000Z" })]).acts).toEqual([]);
  });

  it("is nothing where its owner, the project's owner or an administrator objects, and where somebody else seems to", () => {
    for (const user of ["ada", "amara", "marta"])
      expect(run([carrier("explore", { objection: user })])).toEqual({ acts: [], heard: [[`${user} objects, so it is not done`, true]] });
    const [says, comesOff] = run([carrier("explore", { objection: "zoe" })]).heard[0] ?? [];
    expect([says, comesOff]).toEqual(['an objection names "zoe", who may not object; it is not done until that is settled', false]);
  });

  it("is nothing where the finding is gone, unknown, or another one", () => {
    const says = (verdict: "pass" | "unknown", more: [string, "fail"][] = []) =>
      run([carrier("explore")], {
        report: reportOf({ resources: [notebook("explore")], verdicts: { explore: [["overdue-notebook", verdict], ...more] } }),
      });
    expect(says("pass")).toEqual({ acts: [], heard: [["what it was marked for no longer holds", true]] });
    expect(says("unknown")).toEqual({ acts: [], heard: [["not done: whether the rule is broken is unknown", false]] });
  });

  it("is known by the journal alone: a mark that came off is worth nothing when somebody puts it on again", () => {
    const [item] = marking().items;
    const off = item && markingItem(item, "unmark");
    if (!off) throw new Error("no item");
    const act = { plan: "0".repeat(64), resource: off.resource, verb: "unmark", prev: "", at: now };
    const entries: JournalEntry[] = [
      ...entriesOf(),
      { ...act, seq: 90, type: "intent", token: 2, item: off, before: {} },
      { ...act, seq: 91, type: "outcome", outcome: "done", detail: "" },
    ];
    expect([...marksOn(entries).keys()]).not.toContain(off.resource);
    expect(run([carrier("explore")], { entries }).acts).toEqual([]);
  });
});

describe("a plan of marks", () => {
  it("is made of an approved plan and no other, and can be edited no more than that", async () => {
    const plan = planOf(report);
    expect(() => planMarking({ plan, approve: "0".repeat(64), due, key })).toThrow("The approval names");
    const marks = marking();
    expect(marks.items.map(({ verb, operation }) => `${verb} ${operation.name}`)).toEqual(["mark AddTags", "mark AddTags"]);
    // A tag that is set in passing is no mark, whoever hashed the plan.
    const [item] = marks.items;
    if (!item) throw new Error("no item");
    const smuggled = { ...item, input: { ...item.input, Tags: [{ Key: "project", Value: "vision" }] } };
    const edited = { ...marks, items: [smuggled] };
    const { hashOf } = await import("../../src/remediate/fix-plan.ts");
    const hash = hashOf(edited);
    const input = { plan: { ...edited, hash }, approval: { hash, by: "ada" }, kinds, limits, mayNot: () => undefined, identity, policies };
    const world = worldOf({ notebooks: [notebook("explore")] });
    await expect(applyFixes({ ...input, effects: world.start() })).rejects.toThrow("There is no mark by AddTags");
    expect(world.calls).toEqual([]);
  });
});
