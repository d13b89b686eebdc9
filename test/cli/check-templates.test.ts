import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { sagewarden } from "./in-process.ts";
import type { Ran } from "./process.ts";

const template = `Parameters:
  Root: { Type: String, Default: Enabled }
Resources:
  Nb:
    Type: AWS::SageMaker::NotebookInstance
    Properties:
      InstanceType: ml.t3.medium
      RoleArn: arn:aws:iam::111122223333:role/nb
      RootAccess: !Ref Root
      DirectInternetAccess: Disabled
`;

const check = async (files: Record<string, string>, ...args: string[]): Promise<Ran> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-check-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  }
  return sagewarden(["check", ...args], { cwd });
};

describe("check of a template", () => {
  it("points to the line of the property, and says whose defaults were taken", async () => {
    const { code, stdout } = await check({ "stack.yml": template }, "stack.yml");
    expect(code).toBe(1);
    expect(stdout).toMatch(/Nb +stack\.yml:9 .*rootAccess = Enabled/);
    expect(stdout).toContain("Judged with the defaults of Root");
  });

  it("takes parameters, and refuses those that no template has", async () => {
    const files = { "stack.yml": template, "good.json": '{"Root": "Disabled"}', "bad.json": '["Rot=Disabled"]' };
    expect((await check(files, "stack.yml", "--parameters", "good.json")).stdout).not.toContain("rootAccess");
    const { code, stderr } = await check(files, "stack.yml", "--parameters", "bad.json");
    expect(code).toBe(2);
    expect(stderr).toContain('No template has a parameter "Rot". Did you mean "Root"?');
  });

  it("finds the stacks of a CDK app, with their places", async () => {
    const manifest = {
      version: "36.0.0",
      artifacts: {
        Stack: {
          type: "aws:cloudformation:stack",
          environment: "aws://111122223333/eu-central-1",
          properties: { templateFile: "Stack.template.json" },
        },
      },
    };
    const stack = { Resources: { Nb: { Type: "AWS::SageMaker::NotebookInstance", Properties: { RootAccess: "Enabled" } } } };
    const files = { "cdk.out/manifest.json": JSON.stringify(manifest), "cdk.out/Stack.template.json": JSON.stringify(stack) };
    const { stdout } = await check(files, "cdk.out", "-f", "json");
    expect(JSON.parse(stdout)).toMatchObject({ source: "cdk", resources: [{ id: "Nb", account: "111122223333", region: "eu-central-1" }] });
  });

  it("refuses a broken one in one paragraph", async () => {
    const { code, stdout, stderr } = await check({ "t.yaml": "Resources:\n  Nb: {\n" }, "t.yaml");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^sagewarden: This is not YAML[^\n]*\(t\.yaml, line 3, column 1\)[^\n]*\n$/);
  });
});
