import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashOf } from "../../src/remediate/fix-plan.ts";
import { readPlan } from "../../src/remediate/read-plan.ts";
import { planTable } from "../../src/remediate/table.ts";
import { notebook, now, planOf, policies, reportOf, type Sketch } from "./reports.ts";

const waiver = {
  id: "w",
  rule: "overdue-notebook",
  scope: {},
  reason: "a long training",
  owner: "ada",
  expires: "2027-01-01",
  origin: "configuration" as const,
};
const reasons = (plan: ReturnType<typeof planOf>) => plan.refused.map(({ name, reason }) => `${name}: ${reason}`);

describe("a fix plan", () => {
  test("says what, why, by which call, what is lost, what keeps billing and how to take it back", () => {
    const plan = planOf(
      reportOf({
        resources: [notebook("explore"), notebook("idle", { state: "Stopped" })],
        verdicts: { idle: [["overdue-notebook", "pass"]] },
      }),
    );
    expect(plan.refused).toEqual([]);
    expect(plan.items).toMatchObject([
      {
        name: "explore",
        verb: "stop",
        operation: { service: "sagemaker", name: "StopNotebookInstance" },
        input: { NotebookInstanceName: "explore" },
        type: "reversible",
        undo: "start",
        keepsBilling: "the ML storage volume",
        because: [{ rule: "overdue-notebook", message: "explore runs on after its stop time." }],
        expected: { state: "InService", modifiedAt: "2026-11-21T08:30:00.000Z" },
      },
    ]);
    expect(plan.populations).toEqual([{ kind: "notebook-instance", size: 2 }]);
    expect(plan.expiresAt).toBe("2026-11-21T22:00:00.000Z");
    expect(plan.identity).toBe("arn:aws:sts::111122223333:assumed-role/remediator");
    expect(planTable(plan)).toMatchInlineSnapshot(`
      "1 act planned, 0 findings left alone. Good until 2026-11-21T22:00:00.000Z.

      In account 111122223333 arn:aws:sts::111122223333:assumed-role/remediator acts, called by arn:aws:sts::111122223333:assumed-role/remediator.

      1. stop notebook-instance explore
         why            explore runs on after its stop time. (overdue-notebook)
         whose          churn/ada
         by             sagemaker:StopNotebookInstance {"NotebookInstanceName":"explore"} in eu-central-1 of 111122223333
         loses          running kernels, /tmp and everything outside the persistent home folder
         keeps billing  the ML storage volume
         bills on too   of churn/ada: 1 notebook-instance (idle); not everything that can bill was looked at
         undo           start (reversible)

      Approve with 08a3feee485591282e08890d7d556f1de725d1024d89f4d443835c95ae19b5c2
      "
    `);
  });

  test("acts once on what several rules convict", () => {
    const plan = planOf(
      reportOf({
        resources: [notebook("explore")],
        verdicts: {
          explore: [
            ["overdue-notebook", "fail"],
            ["left-running", "fail"],
          ],
        },
      }),
    );
    expect(plan.items.map(({ because }) => because.map(({ rule }) => rule))).toEqual([["left-running", "overdue-notebook"]]);
  });

  test.each<[string, Partial<Sketch>, string]>([
    ["an unknown verdict", { verdicts: { explore: [["overdue-notebook", "unknown"]] } }, "explore: whether the rule is broken is unknown"],
    ["an exempt one", { waivers: [waiver] }, "explore: exempt: a long training (ada)"],
    [
      "a cell that was not listed to its end",
      { cells: [{ state: "partial" }] },
      "explore: its account, region and kind were not seen completely",
    ],
    [
      "a cell whose tags were denied",
      { cells: [{}, { phase: "tags", state: "denied" }] },
      "explore: its account, region and kind were not seen completely",
    ],
    ["a place where nobody looked", { cells: [{ region: "us-east-1" }] }, "explore: its account, region and kind were not seen completely"],
    ["what stops already", { resources: [notebook("explore", { state: "Stopping" })] }, "explore: it is Stopping already"],
    [
      "a state in which AWS would refuse",
      { resources: [notebook("explore", { state: "Pending" })] },
      "explore: it is Pending, and must be InService",
    ],
    [
      "a state that is not known",
      { resources: [{ ...notebook("explore"), config: { name: "explore" } }] },
      "explore: its state is unknown",
    ],
    [
      "what cannot be told from a later one of its name",
      { resources: [{ ...notebook("explore"), createdAt: null }] },
      "explore: the report does not name it well enough",
    ],
  ])("never acts on %s, and says so", (_, sketch, reason) => {
    const plan = planOf(reportOf({ resources: [notebook("explore")], ...sketch }));
    expect(plan.items).toEqual([]);
    expect(reasons(plan)).toEqual([reason]);
  });

  test("never does what cannot be taken back", () => {
    const stopped = notebook("explore", { state: "Stopped" });
    const plan = planOf(reportOf({ resources: [stopped], verdicts: { explore: [["drop", "fail"]] } }), { verbs: ["stop", "delete"] });
    expect(plan.items).toEqual([]);
    expect(reasons(plan)).toEqual(["explore: delete is irreversible here, and that is not switched on"]);
  });

  test("leaves out what has no remedy, or one that was not asked for", () => {
    const plan = planOf(
      reportOf({
        resources: [notebook("explore")],
        verdicts: {
          explore: [
            ["no-remedy", "fail"],
            ["drop", "fail"],
          ],
        },
      }),
    );
    expect([plan.items, plan.refused]).toEqual([[], []]);
  });

  test("is only made of a live scan by the policies in use", () => {
    expect(() => planOf(reportOf({ resources: [notebook("explore")], source: "terraform-plan" }))).toThrow(
      "only what runs can be acted upon",
    );
    expect(() => planOf(reportOf({ resources: [notebook("explore")] }), { policies: "4".repeat(64) })).toThrow("judged by other policies");
  });

  test("counts shares of the complete cells alone", () => {
    const elsewhere = { ...notebook("far"), id: "far", region: "us-east-1" };
    const plan = planOf(
      reportOf({ resources: [notebook("explore"), elsewhere], cells: [{}, { region: "us-east-1", state: "throttled-out" }] }),
    );
    expect(plan.populations).toEqual([{ kind: "notebook-instance", size: 1 }]);
    expect(plan.items.map(({ name }) => name)).toEqual(["explore"]);
  });

  test("is the same bytes from the same report and clock, whatever the order of the findings", () => {
    const resources = ["a", "b", "c"].map((name) => notebook(name));
    expect(planOf(reportOf({ resources: resources.toReversed() }))).toEqual(planOf(reportOf({ resources })));
  });

  test("prints names without letting them steer the terminal", () => {
    const table = planTable(planOf(reportOf({ resources: [notebook("\u001b[2Jred\u202e\nfake")] })));
    expect(table).not.toMatch(/[\u001b\u202e]/);
    expect(table).toContain("\uFFFD[2Jred\uFFFD\uFFFDfake");
  });
});

describe("what cannot be changed in place", () => {
  test("gets the steps to make it anew in place of an act", () => {
    const report = reportOf({ resources: [notebook("explore")], verdicts: { explore: [["no-remedy", "fail"]] } });
    const rules = report.rules.map((rule) => ({
      ...rule,
      fixable: "recreate" as const,
      fix: { cli: "aws sagemaker create-notebook-instance --notebook-instance-name NAME" },
    }));
    const plan = planOf({ ...report, rules });
    expect(plan.items).toEqual([]);
    expect(plan.byHand[0]).toMatchObject({ name: "explore", rule: "no-remedy" });
    expect(plan.byHand[0]?.steps).toEqual([
      "Keep what sagemaker:DescribeNotebookInstance says of explore: all but the faulty part is taken over.",
      "Save what would be lost: the ML storage volume with everything on it.",
      "Stop it, so that it is Stopped or Failed.",
      "Delete it: sagemaker:DeleteNotebookInstance.",
      "Make it anew: aws sagemaker create-notebook-instance --notebook-instance-name explore",
      "Scan again: the finding is gone.",
    ]);
    expect(planTable(plan)).toContain("By hand: notebook-instance explore");
  });
});

describe("reading a fix plan", () => {
  const plan = planOf(reportOf({ resources: [notebook("explore"), notebook("grid")] }));
  const text = JSON.stringify(plan, null, 2);

  test("gives back what was written, and its published schema agrees", () => {
    expect(readPlan(text, "plan.json")).toEqual(plan);
    const schema = JSON.parse(readFileSync(new URL("../../schemas/fix-plan.schema.json", import.meta.url), "utf8"));
    expect(new Ajv2020({ strict: true, allowUnionTypes: true }).validate(schema, plan)).toBe(true);
  });

  test.each([
    ["nothing", "", "The fix plan is empty."],
    ["half of it", text.slice(0, 300), "The fix plan is not JSON"],
    ["another document", JSON.stringify({ format: "sagewarden/report@1" }), "The file is no fix plan"],
    ["an unknown key", JSON.stringify({ ...plan, force: true }), 'has an unknown key "force"'],
    [
      "a missing part",
      JSON.stringify({ ...plan, items: [{ ...plan.items[0], arn: undefined }] }),
      "/items/0 must have required property 'arn'",
    ],
  ])("refuses %s", (_, given, what) => {
    expect(() => readPlan(given, "plan.json")).toThrow(what);
  });

  test("refuses every change of a single character that leaves it a plan of other content", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom("0", "1", "a", "Z", " ", '"'), (at, letter) => {
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        let same = false;
        try {
          same = JSON.stringify(JSON.parse(changed)) === JSON.stringify(plan);
        } catch {
          // No JSON any more: refused below.
        }
        if (same) expect(readPlan(changed, "plan.json")).toEqual(plan);
        else expect(() => readPlan(changed, "plan.json")).toThrow("plan.json");
      }),
      { numRuns: 1000 },
    );
  });

  test("the hash covers findings, policies, identity and expiry", () => {
    const others = [
      { expiresAt: "2036-01-01T00:00:00.000Z" },
      { identity: "arn:aws:iam::1:root" },
      { policies: "4".repeat(64) },
      { report: "5".repeat(64) },
      { populations: [] },
    ];
    for (const other of others) expect(hashOf({ ...plan, ...other })).not.toBe(plan.hash);
    expect([policies, now]).toEqual([plan.policies, plan.createdAt]);
  });
});
