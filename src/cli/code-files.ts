import { readFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Problem } from "../estate/problem.ts";
import type { Io } from "./io.ts";

/** A file of infrastructure code: of a CDK app, with where its stack goes. */
export type CodeFile = { file: string; cdk?: true; account?: string; region?: string };

const planNames = ["plan.json", "tfplan.json"];
const templateName = /(?:^template|\.template)\.(?:json|ya?ml)$/;

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
};

/** What lies beside a template, if it can be read. */
export const readBeside =
  ({ cwd }: Pick<Io, "cwd">) =>
  (path: string): Uint8Array | undefined => {
    try {
      return readFileSync(resolve(cwd, path));
    } catch {
      return undefined;
    }
  };

const missing = (path: string): Problem =>
  new Problem({
    code: "plan-missing",
    what: `There is neither a plan (${planNames.join(", ")}) nor a template (*.template.json, template.yaml) nor an assembly of CDK in this folder.`,
    where: path,
    todo: "Write a plan with `terraform plan -out=tfplan && terraform show -json tfplan > plan.json`, or name the template.",
  });

/** The files that a path means: itself, or of a folder its plan, the stacks of its CDK app, or its templates. */
export const findCode = async (io: Io, path: string): Promise<CodeFile[]> => {
  const folder = resolve(io.cwd, path);
  if (!(await isFolder(folder))) return [{ file: path }];
  const names = await readdir(folder);
  const plan = planNames.find((candidate) => names.includes(candidate));
  if (plan !== undefined) return [{ file: join(path, plan) }];
  const { readAssembly } = await import("../index.ts");
  const stacks = readAssembly(path, readBeside(io)) ?? readAssembly(join(path, "cdk.out"), readBeside(io)) ?? [];
  if (stacks.length > 0) return stacks.map((stack) => ({ ...stack, file: join(stack.file), cdk: true }));
  const templates = names.filter((name) => templateName.test(name)).toSorted();
  if (templates.length === 0) throw missing(path);
  return templates.map((name) => ({ file: join(path, name) }));
};
