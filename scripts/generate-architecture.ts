import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ICruiseResult } from "dependency-cruiser";
import { cruiseParts } from "./cruise-parts.ts";
import { type GeneratedFiles, root } from "./generated-files.ts";

const begin = "<!-- architecture: drawn from the imports by `npm run generate` -->";
const end = "<!-- /architecture -->";

/** What each box says below its name. A stage without a line here is drawn by its name alone. */
const does: Record<string, string> = {
  cli: "verbs, exit codes",
  index: "the public API",
  config: "sagewarden.yaml",
  collect: "live AWS",
  iac: "plans and templates",
  kinds: "what each resource is",
  schedule: "stop times",
  facts: "derived fields",
  evaluate: "policy.wasm",
  findings: "the report",
  reports: "one folder per format",
  remediate: "plan, apply",
};

/** `src/collect/pacer.ts` lies in collect; a file of src itself is part of the public API, whose door is index.ts. */
const boxOf = (path: string): string | undefined => {
  const [top, folder, ...rest] = path.split("/");
  if (top === "reports") return "reports";
  if (top !== "src" || folder === undefined) return undefined;
  return rest.length > 0 ? folder : "index";
};

/** From -> to, for the boxes whose files import each other's. Everyone speaks estate: arrows to it would say nothing, and cross all others. */
export const arrowsOf = ({ modules }: Pick<ICruiseResult, "modules">): string[] => {
  const runs = new Map<string, boolean>();
  for (const { source, dependencies } of modules) {
    for (const { resolved, dependencyTypes } of dependencies) {
      const [from, to] = [boxOf(source), boxOf(resolved)];
      if (from === undefined || to === undefined || from === to || from === "estate" || to === "estate") continue;
      const key = `${from} ${to}`;
      runs.set(key, (runs.get(key) ?? false) || !dependencyTypes.includes("type-only"));
    }
  }
  return [...runs].map(([key, run]) => key.replace(" ", run ? " --> " : " -.-> ")).toSorted((a, b) => (a < b ? -1 : 1));
};

const draw = (arrows: readonly string[]): string => {
  const boxes = [...new Set(arrows.flatMap((arrow) => arrow.split(/ -\S+ /)))].toSorted((a, b) => (a < b ? -1 : 1));
  const lines = [
    ...boxes.map((box) => `  ${box}["${box}${does[box] ? `<br/><small>${does[box]}</small>` : ""}"]`),
    ...arrows.map((arrow) => `  ${arrow}`),
  ];
  return ["```mermaid", "flowchart TD", ...lines, "```"].join("\n");
};

export const generateArchitecture = async (): Promise<GeneratedFiles> => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`README.md lacks the two lines between which the architecture is drawn: ${begin} and ${end}`);
  return { "README.md": `${before}${begin}\n\n${draw(arrowsOf(await cruiseParts()))}\n\n${end}${after}` };
};
