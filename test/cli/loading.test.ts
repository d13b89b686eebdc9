import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sagewarden } from "./process.ts";

/** Ends the process with 99 as soon as a module of that name is asked for. */
const without = (names: readonly string[]): string[] => {
  const hook = `import { registerHooks } from "node:module";
registerHooks({ resolve: (name, context, next) => {
  if (${JSON.stringify(names)}.some((one) => name === one || name.startsWith(one + "/"))) { console.error("loaded " + name); process.exit(99); }
  return next(name, context);
} });`;
  return ["--import", `data:text/javascript,${encodeURIComponent(hook)}`];
};

const aws = ["@aws-sdk", "@smithy"];
const heavy = [...aws, "@open-policy-agent/opa-wasm", "ajv", "typebox", "yaml", "temporal-polyfill"];
const emptyPlan = JSON.stringify({
  format_version: "1.2",
  terraform_version: "1.13.3",
  resource_changes: [],
  planned_values: {},
  configuration: {},
});

const load = async (args: readonly string[], names: readonly string[]): Promise<{ code: number; stderr: string }> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-loading-"));
  await writeFile(join(cwd, "plan.json"), emptyPlan);
  return sagewarden(args, { cwd, nodeArgs: without(names) });
};

describe("the command line loads only what it needs:", () => {
  it.each([
    ["--version needs commander alone", ["--version"], heavy],
    ["--help too", ["--help"], heavy],
    ["a mistyped flag is refused before anything is loaded", ["scan", "--dmeo"], heavy],
    ["check has no way to call AWS", ["check", "plan.json"], aws],
    ["the demo neither", ["scan", "--demo"], aws],
  ])("%s", async (_, args, names) => {
    expect((await load(args, names)).stderr).not.toContain("loaded ");
  });

  it("and a live scan, which needs more, is noticed by this test", async () => {
    const { code, stderr } = await load(["scan", "--region", "eu-central-1"], aws);
    expect(code).toBe(99);
    expect(stderr).toContain("loaded @aws-sdk");
  });
});
