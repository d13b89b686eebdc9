import { didYouMean } from "../estate/closest.ts";
import { Problem } from "../estate/problem.ts";
import type { Deployed, Estate, Notice } from "../index.ts";
import { type CodeFile, findCode, readBeside } from "./code-files.ts";
import { readInputBytes } from "./files.ts";
import type { Io } from "./io.ts";
import { readSources } from "./terraform-files.ts";

/** A file that was read. `parameters`: what its template declares; none, if it is none. */
type Part = { name: string; estate: Estate; parameters?: readonly string[]; assumed: readonly string[] };

export type Parts = { parts: readonly Part[]; notices: readonly Notice[] };

const readPart = async (io: Io, { file, cdk, account, region }: CodeFile, given: Deployed | undefined): Promise<Part> => {
  const { isTemplate, kinds, readCloudFormation, readTerraformPlan, textOf } = await import("../index.ts");
  const content = textOf(await readInputBytes(io, file), file);
  if (!isTemplate(content, file))
    return { name: file, estate: readTerraformPlan({ content, file, kinds, sources: await readSources(io, file) }), assumed: [] };
  const deployment = { ...(account !== undefined && { account }), ...(region !== undefined && { region }), ...given?.deployment };
  const read = readCloudFormation({ content, file, kinds, deployment, beside: readBeside(io), source: cdk ? "cdk" : "cloudformation" });
  return { name: file, ...read };
};

/** A mistyped name would leave the default in force without a word. */
const checkNames = (file: string, { names }: Deployed, parts: readonly Part[]): void => {
  const declared = [...new Set(parts.flatMap(({ parameters = [] }) => parameters))];
  const stray = names.find((name) => !declared.includes(name));
  if (stray === undefined) return;
  const what = parts.some(({ parameters }) => parameters)
    ? `No template has a parameter ${JSON.stringify(stray.slice(0, 80))}.${didYouMean(stray, declared)}`
    : "There is no template among the files, and only these have parameters.";
  throw new Problem({ code: "parameter-unknown", what, where: file, todo: "Correct the name, or leave it out." });
};

const note = (code: string, message: string, where: string): Notice => ({ level: "note", code, message, where });

const noticesOf = ({ name, assumed }: Part, unjudged: readonly string[]): Notice[] => [
  ...(assumed.length === 0
    ? []
    : [
        note(
          "parameter-defaults",
          `Judged with the defaults of ${[...assumed].toSorted().join(", ")}; --parameters gives other values.`,
          name,
        ),
      ]),
  ...(unjudged.length === 0 ? [] : [note("types-unjudged", `No rule asks for ${unjudged.join(", ")}: nothing is said of them.`, name)]),
];

/** Reads all that was named, each for what it is. */
export const readParts = async (io: Io, paths: readonly string[], parametersFile: string | undefined): Promise<Parts> => {
  const { readDeployment, typesUnjudged } = await import("../index.ts");
  const given = parametersFile === undefined ? undefined : readDeployment(await readInputBytes(io, parametersFile), parametersFile);
  const parts: Part[] = [];
  for (const path of paths) for (const file of await findCode(io, path)) parts.push(await readPart(io, file, given));
  if (given && parametersFile !== undefined) checkNames(parametersFile, given, parts);
  return { parts, notices: parts.flatMap((part) => noticesOf(part, typesUnjudged(part.estate))) };
};
