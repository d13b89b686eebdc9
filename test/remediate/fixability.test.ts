import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { remediesOf } from "../../src/evaluate/rule.ts";
import type { Report, ReportedResource } from "../../src/findings/report.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { rightsOfVerbs } from "../../src/remediate/roles.ts";
import { planTable } from "../../src/remediate/table.ts";
import { notebook, planOf, reportOf } from "./reports.ts";

const catalogue = loadCatalogue(readFileSync(new URL("../../rules/catalogue.json", import.meta.url), "utf8"));
const verbs = [...rightsOfVerbs.keys()];

/** A report in which one resource of a kind, in a state, breaks one rule. */
const broken = (rule: (typeof catalogue.rules)[number], kind: string, state: string | null): Report => {
  const { name } = notebook("it");
  const base = reportOf({ resources: [notebook(name)] });
  const [resource] = base.resources;
  if (!resource) throw new Error("no resource");
  const path = (kinds.find((one) => one.name === kind)?.identity.template ?? "").replaceAll(/\{[^}]+\}/g, name);
  const it: ReportedResource = { ...resource, kind, state, arn: `arn:aws:sagemaker:eu-central-1:111122223333:${path}` };
  const { lists: _, examples: __, reads: ___, emits: ____, parameters = {}, ...said } = rule;
  const values = Object.fromEntries(Object.entries(parameters).map(([key, parameter]) => [key, parameter.default]));
  const counts = { fail: 1, unknown: 0, exempt: 0, pass: 0, "not-applicable": 0 };
  return {
    ...base,
    findings: base.findings.map((finding) => ({ ...finding, rule: rule.id })),
    resources: [it],
    rules: [{ ...said, parameters: values, counts }],
    coverage: base.coverage.map((cell) => ({ ...cell, kind })),
  };
};

const allStates = (kind: string): (string | null)[] => {
  const { states, fields } = kinds.find(({ name }) => name === kind) ?? {};
  const field = fields?.[states?.field ?? ""];
  return field?.shape === "leaf" ? (field.values ?? []).map(String) : [null];
};

const cases = catalogue.rules.flatMap((rule) => rule.kinds.map((kind) => ({ title: `${rule.id} of ${kind}`, rule, kind })));

describe("every finding of every rule", () => {
  test.each(cases)("$title ends in an act, in steps by hand, or in a reason", ({ rule, kind }) => {
    for (const state of allStates(kind)) {
      const plan = planOf(broken(rule, kind, state), { verbs, allow: ["recreatable", "irreversible"] });
      const { items, refused, byHand } = plan;
      expect(items.length + refused.length + byHand.length, `in the state ${state}`).toBeGreaterThan(0);
      for (const { reason } of refused) expect(reason.length).toBeGreaterThan(10);
      for (const { steps } of byHand) expect(steps.length).toBeGreaterThan(1);
      // A rule has verbs of the kind or a person, never nobody, and never both.
      const own = kinds.find(({ name }) => name === kind)?.verbs ?? {};
      expect(byHand.length > 0).toBe(!remediesOf(rule).some((verb) => Object.hasOwn(own, verb)));
    }
  });
});

describe("what verbs are given", () => {
  const rule = (id: string) => catalogue.rules.find((one) => one.id === id) ?? expect.fail(id);
  const planned = (id: string, kind: string, differs: { config?: JsonObject; configured?: object; state?: string } = {}) => {
    const { config = {}, configured, state = "Stopped" } = differs;
    const report = broken(rule(id), kind, state);
    return planOf(report, { verbs, configOf: () => config, configured: { values: {}, projects: null, ...configured } });
  };
  const projects = [
    { name: "churn", members: ["amara", "jonas"] },
    { name: "vision", members: ["lena"] },
  ];

  test("a lifecycle configuration is the approved one of the configuration, and without one nothing is planned", () => {
    const none = planned("notebook-auto-stop", "notebook-instance");
    expect([none.items, none.refused.map(({ reason }) => reason)]).toEqual([
      [],
      ["which lifecycleConfigName it should have is not said: add it to remediation.values under notebook-instance"],
    ]);
    const values = { "notebook-instance": { lifecycleConfigName: "idle-stop" } };
    const { items } = planned("notebook-auto-stop", "notebook-instance", { config: { lifecycleConfigName: null }, configured: { values } });
    expect(items).toMatchObject([
      {
        verb: "set-lifecycle-config",
        input: { LifecycleConfigName: "idle-stop" },
        sets: { lifecycleConfigName: "idle-stop" },
        expected: { values: { lifecycleConfigName: null } },
      },
    ]);
  });

  test("a value that AWS would refuse is not planned", () => {
    const values = { "emr-cluster": { autoTerminationIdleSeconds: 5 } };
    const { refused } = planned("emr-auto-termination", "emr-cluster", { state: "WAITING", configured: { values } });
    expect(refused.map(({ reason }) => reason)).toEqual(["the autoTerminationIdleSeconds to set is 5, below 60"]);
  });

  test.each<[string, JsonObject, JsonObject | string]>([
    ["the project of a user who is in one only", { user: "jonas" }, { project: "churn" }],
    ["the user of a project that has no other", { project: "vision" }, { user: "lena" }],
    [
      "nothing where the map leaves a choice",
      { project: "churn" },
      "what to write does not follow from the projects map: the tag user: churn has several: amara, jonas",
    ],
    [
      "nothing where neither is known",
      {},
      "what to write does not follow from the projects map: the tag project: it has no user either, by whom the projects map would tell; " +
        "the tag user: it has no project either, by which the projects map would tell",
    ],
    [
      "nothing over what is there",
      { project: "wrong", user: "nobody" },
      "no tag is missing; one that says something else is for a person to correct",
    ],
  ])("tags get %s", (_, tags, expected) => {
    const { items, refused } = planned("required-tags", "notebook-instance", { config: { tags }, configured: { projects } });
    if (typeof expected === "string") expect([items, refused.map(({ reason }) => reason)]).toEqual([[], [expected]]);
    else expect(items.map(({ sets }) => sets)).toEqual([{ tags: expected }]);
  });

  test("a tag that does not follow from the map is named beside those that do, with why", () => {
    const report = broken(rule("required-tags"), "notebook-instance", "Stopped");
    const asking = {
      ...report,
      rules: report.rules.map((one) => ({
        ...one,
        parameters: { required: { project: null, user: null, system: "MLSpace", stage: null } },
      })),
    };
    const plan = planOf(asking, {
      verbs: ["add-tags"],
      configOf: () => ({ tags: { project: "churn" } }),
      configured: { values: {}, projects },
    });
    expect(plan.items.map(({ sets, leaves }) => [sets, leaves])).toEqual([
      [
        { tags: { system: "MLSpace" } },
        [
          "the tag user: churn has several: amara, jonas",
          "the tag stage: the rule asks for any value, and neither it nor the projects map says which",
        ],
      ],
    ]);
    expect(planTable(plan)).toContain("   leaves wrong   the tag user: churn has several: amara, jonas");
  });

  test("a space gets the time of the rule, in the settings of its own application", () => {
    const { items } = planned("idle-timeout", "space", { state: "InService", config: { appType: "CodeEditor", idleTimeoutMinutes: 600 } });
    expect(items.map(({ verb, sets }) => [verb, sets])).toEqual([["set-editor-idle-time", { idleTimeoutMinutes: 240 }]]);
  });

  test("a completed job is no more stopped: its warm pool is released", () => {
    const report = broken(rule("overdue-running"), "training-job", "Completed");
    const { items } = planOf(report, { verbs: ["stop", "release-warm-pool"], allow: ["recreatable"] });
    expect(items.map(({ verb, input }) => [verb, input])).toEqual([
      ["release-warm-pool", { TrainingJobName: "it", ResourceConfig: { KeepAlivePeriodInSeconds: 0 } }],
    ]);
  });

  test("a cluster loses its protection only where that was asked for, and before it is terminated", () => {
    const report = broken(rule("overdue-running"), "emr-cluster", "WAITING");
    const asked = (...some: string[]) => planOf(report, { verbs: some, allow: ["irreversible"] }).items.map(({ verb }) => verb);
    expect([asked("stop"), asked("stop", "unprotect")]).toEqual([["stop"], ["unprotect", "stop"]]);
  });
});

describe("what bills on", () => {
  const other = (name: string, differs: JsonObject = {}) => notebook(name, { state: "InService", ...differs });
  const report = reportOf({
    resources: [
      notebook("explore"),
      other("train"),
      other("stopped", { state: "Stopped" }),
      other("gone", { state: "Deleting" }),
      other("foreign", { tags: { project: "vision", user: "lena" } }),
      other("shared", { tags: { project: "churn", user: "jonas" } }),
    ],
    verdicts: Object.fromEntries(["train", "stopped", "gone", "foreign", "shared"].map((name) => [name, []])),
  });

  test("is what the same owner has in the same project: what runs, and volumes of what is stopped", () => {
    expect(planOf(report).items.map(({ billsOn }) => billsOn)).toEqual([
      { resources: [{ kind: "notebook-instance", count: 2, names: ["stopped", "train"] }], seenAll: false },
    ]);
  });
});

test("nothing is deleted while something is left in it, or while nobody knows", () => {
  const space = {
    ...notebook("lab"),
    kind: "space",
    arn: "arn:aws:sagemaker:eu-central-1:111122223333:space/d-1/lab",
    config: { state: "InService", tags: {} },
  };
  const app = {
    ...notebook("default"),
    id: "app",
    kind: "app",
    arn: "arn:aws:sagemaker:eu-central-1:111122223333:app/d-1/lab/jupyterlab/default",
  };
  const reasonWith = (state: string, cells: object[]) => {
    const report = reportOf({
      resources: [space, { ...app, config: { state } }],
      verdicts: { lab: [["drop", "fail"]], default: [] },
      cells: [{ kind: "space" }, ...cells],
    });
    const { items, refused } = planOf(report, { verbs: ["delete"], allow: ["irreversible"] });
    return items.length > 0 ? "planned" : refused.map(({ reason }) => reason).join();
  };
  expect(reasonWith("InService", [{ kind: "app" }])).toBe("app default is still there, and must be gone first");
  expect(reasonWith("Deleted", [{ kind: "app" }])).toBe("planned");
  expect(reasonWith("Deleted", [])).toBe("whether nothing of the kind app is left in it is unknown");
});
