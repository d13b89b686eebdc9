import type { Estate, Resource } from "../../src/estate/estate.ts";
import type { Cell } from "../../src/estate/cell.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Verdict } from "../../src/evaluate/verdict.ts";
import { buildReport } from "../../src/findings/build.ts";
import type { AppliedRule } from "../../src/findings/finding.ts";
import type { Report } from "../../src/findings/report.ts";
import type { Waiver } from "../../src/findings/waiver.ts";
import { kinds } from "../../src/kinds/registry.ts";
import type { Limits } from "../../src/remediate/limits.ts";
import { planFixes, type PlanInput } from "../../src/remediate/plan.ts";

const [account, region] = ["111122223333", "eu-central-1"];
export const now = "2026-11-21T21:00:00.000Z";
export const identity = `arn:aws:sts::${account}:assumed-role/remediator/ada`;
/** As a plan names it: the role, whatever its session. */
export const remediator = `arn:aws:sts::${account}:assumed-role/remediator`;
export const policies = "3".repeat(64);

const ruleOf = (id: string, remedy?: string): AppliedRule => ({
  enabled: true,
  severity: "high",
  parameters: {},
  overrides: [],
  rule: {
    id,
    title: "Notebooks are stopped at their stop time",
    family: "notebook",
    kinds: ["notebook-instance"],
    severity: "high",
    message: "{name} runs on after its stop time.",
    why: "It bills for nothing.",
    fix: {},
    fixable: "in-place",
    ...(remedy === undefined ? {} : { remedy }),
    reads: ["facts.overdueSeconds"],
    emits: { deny: true, skip: false, settled: false, unsure: false },
  },
});

export const notebook = (name: string, config: JsonObject = {}): Resource => {
  const arn = `arn:aws:sagemaker:${region}:${account}:notebook-instance/${name}`;
  return {
    id: arn,
    kind: "notebook-instance",
    name,
    arn,
    account,
    region,
    createdAt: "2026-11-01T09:00:00.000Z",
    config: {
      name,
      state: "InService",
      modifiedAt: "2026-11-21T08:30:00.000Z",
      tags: { project: "churn", user: "ada" },
      facts: { overdueSeconds: 10_800 },
      ...config,
    },
    unknown: {},
    defaulted: [],
  };
};

export type Sketch = {
  resources: Resource[];
  /** Rule and verdict by the name of the resource; default: overdue-notebook fails. */
  verdicts?: Record<string, [string, Verdict["verdict"]][]>;
  cells?: Partial<Cell>[];
  waivers?: Waiver[];
  source?: Estate["source"];
};

const cell = (differs: Partial<Cell>): Cell => ({
  account,
  region,
  kind: "notebook-instance",
  phase: "list",
  state: "complete",
  seen: 9,
  ...differs,
});

export const reportOf = ({
  resources,
  verdicts = {},
  cells = [{}, { phase: "describe" }, { phase: "tags" }],
  waivers = [],
  source = "live",
}: Sketch): Report =>
  buildReport({
    estate: { format: "sagewarden/estate@1", source, collectedAt: now, resources, coverage: cells.map(cell) },
    verdicts: resources.flatMap((resource) =>
      (verdicts[resource.name] ?? [["overdue-notebook", "fail"]]).map(([rule, verdict]): Verdict => ({
        resource: resource.id,
        rule,
        verdict,
        evidence: verdict === "fail" ? [{ path: ["facts", "overdueSeconds"], key: "facts.overdueSeconds", value: "10800" }] : [],
        open: [],
      })),
    ),
    rules: [ruleOf("overdue-notebook", "stop"), ruleOf("left-running", "stop"), ruleOf("drop", "delete"), ruleOf("no-remedy")],
    waivers,
    now,
    tool: { name: "sagewarden", version: "0.0.0", policy: policies },
    target: "test",
    profile: "mlspace",
  });

/** Bounds that are in nobody's way. */
export const limits: Limits = {
  maxActs: 10,
  maxPercent: 100,
  maxPerOwner: 10,
  maxPerProject: 10,
  maxPerAccount: 10,
  maxPerHour: 100,
  canaries: 0,
  maxFailures: 100,
  freezes: [],
  protectedTags: { "sagewarden-protect": ["*"] },
  allow: [],
};

export const planOf = (report: Report, differs: Partial<PlanInput> = {}) =>
  planFixes({ report, kinds, verbs: ["stop"], allow: [], now, ttlMinutes: 60, identity, policies, ...differs });
