import { describe, expect, test } from "vitest";
import { checkPlanted } from "./planted-project.ts";

/** Each line: a file that must not pass, what it says, and the rule that must name it. The files do nothing else, so each is caught by one line of the table. */
const forbidden: [file: string, text: string, rule: string][] = [
  ["src/estate/knows-a-kind.ts", 'import "../kinds/kinds.ts";', "estate-uses-nobody"],
  ["src/kinds/collects.ts", 'import "../collect/collect.ts";', "kinds-uses-estate"],
  ["src/schedule/knows-a-kind.ts", 'import type {} from "../kinds/kinds.ts";', "schedule-uses-estate"],
  ["src/facts/collects.ts", 'import "../collect/collect.ts";', "facts-uses-estate-kinds-schedule"],
  ["src/collect/reads-a-plan.ts", 'import "../iac/iac.ts";', "collect-uses-estate-kinds"],
  ["src/iac/judges.ts", 'import "../evaluate/evaluate.ts";', "iac-uses-estate-kinds"],
  ["src/evaluate/knows-a-kind.ts", 'import "../kinds/kinds.ts";', "evaluate-uses-estate"],
  ["src/findings/knows-a-kind.ts", 'import "../kinds/kinds.ts";', "findings-uses-estate-evaluate"],
  ["src/remediate/renders.ts", 'import "../../reports/index.ts";', "remediate-uses-estate-kinds-evaluate-findings"],
  ["src/config/collects.ts", 'import "../collect/collect.ts";', "config-uses-estate-schedule"],
  ["src/config/judges.ts", 'import "../evaluate/evaluate.ts";', "config-runs-nothing-of-evaluate-findings"],
  ["src/cli/back-door.ts", 'import "../collect/collect.ts";', "cli-uses-estate-config-index-reports"],
  ["reports/json/collects.ts", 'import "../../src/collect/collect.ts";', "reports-read-a-report"],
  ["reports/json/judges.ts", 'import "../../src/evaluate/evaluate.ts";', "reports-run-nothing-of-evaluate"],
  ["reports/json/borrows.ts", 'import "../sarif/index.ts";', "formats-are-islands"],
  ["src/kinds/model.ts", 'import notebook from "./notebook.ts";\nexport default notebook;', "kinds-are-islands"],
  ["src/shell.ts", 'import "./cli/cli.ts";', "nobody-uses-the-cli"],
  ["src/findings/writes.ts", 'import "node:fs";', "pure-core"],
  ["src/evaluate/waits.ts", 'import "timers/promises";\nimport "process";', "pure-core"],
  ["reports/json/asks.ts", 'import "node:https";', "pure-core"],
  ["src/remediate/plan.ts", 'import "node:child_process";', "pure-core"],
  ["src/iac/calls.ts", 'import { SageMakerClient } from "@aws-sdk/client-sagemaker";\nexport { SageMakerClient };', "aws-at-the-edges"],
  [
    "src/facts/types.ts",
    'import type { SageMakerClient } from "@aws-sdk/client-sagemaker";\nexport type { SageMakerClient };',
    "aws-types-in-kinds",
  ],
  ["src/findings/policy.ts", 'import "@open-policy-agent/opa-wasm";', "opa-in-one-place"],
  ["src/iac/orphan.ts", "export {};", "no-orphans"],
  ["src/iac/lost.ts", 'import "./not-there.ts";', "not-to-unresolvable"],
  ["src/iac/tool.ts", 'import "fast-check";', "not-to-dev-dependency"],
  ["src/iac/chance.ts", 'import "vitest";', "not-to-undeclared-dependency"],
  ["src/iac/tests.ts", 'import "../../test/helper.ts";', "not-to-tests-or-scripts"],
];

const allowed: Record<string, string> = {
  "src/kinds/operation.ts": 'import type { SageMakerClient } from "@aws-sdk/client-sagemaker";\nexport type { SageMakerClient };',
  "src/config/words.ts": 'import type {} from "../evaluate/evaluate.ts";\nimport "yaml";\nimport "node:fs";',
  "src/collect/client.ts": 'import "@aws-sdk/client-sagemaker";\nimport "node:http";',
  "src/remediate/apply.ts": 'import "@aws-sdk/client-sagemaker";\nimport "node:fs";',
  "src/findings/hash.ts": 'import "node:crypto";',
};

describe("The arrows between the folders", () => {
  const planted = Object.fromEntries(forbidden.map(([file, text]) => [file, text]));
  const { status, output } = checkPlanted({ ...planted, "test/helper.ts": "export {};" });
  const named = output.split("\n").flatMap((line) => /^([a-z-]+): (\S+)/.exec(line)?.slice(1, 3).join(" ") ?? []);

  test("a forbidden import fails the check", () => expect(status).toBe(1));

  test.each(forbidden)("%s is refused", (file, _, rule) => expect(named).toContain(`${rule} ${file}`));

  test("nothing else is refused", () => {
    const files = new Set(forbidden.map(([file]) => file));
    expect(named.filter((line) => !files.has(line.split(" ")[1] ?? ""))).toEqual([]);
  });

  test("every refusal comes with its reason", () => {
    expect(output).toMatch(/^aws-at-the-edges: .*\n {2}The AWS SDK is loaded by collect and remediate alone/m);
  });

  test("what is allowed passes", () =>
    expect(checkPlanted(allowed)).toEqual({ status: 0, output: expect.stringContaining(" 0 forbidden.") }));

  test("two files that need each other are refused", () => {
    const circle = { "src/iac/one.ts": 'import "./two.ts";\nexport const one = 1;', "src/iac/two.ts": 'import "./one.ts";' };
    expect(checkPlanted(circle).output).toContain("no-circular: src/iac/one.ts -> src/iac/two.ts -> src/iac/one.ts");
  });

  test("a folder without a line in the table fails the check", () => {
    const { status: code, output: text } = checkPlanted({ "src/fleet/fleet.ts": 'export { estate } from "../estate/estate.ts";' });
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining("src/fleet has no line in the stages") });
  });

  test("a check that saw no module fails", () => {
    expect(checkPlanted({ "test/helper.ts": "export {};" }, { withoutModules: true })).toEqual({
      status: 1,
      output: expect.stringContaining("No module was seen"),
    });
  });
});
