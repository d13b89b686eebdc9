import type { Position } from "../../estate/estate.ts";
import type { JsonDocument } from "../json-document.ts";
import { lineIndex } from "../line-index.ts";
import type { Scope } from "./configuration.ts";
import type { Planned } from "./document.ts";
import { resourceBlocks, type SourceBlock } from "./source-blocks.ts";

/** The .tf files, by path, and the folder of the root module. */
type Sources = { files: ReadonlyMap<string, string>; root: string };

type Found = SourceBlock & { file: string };

/** Where a resource is written: undefined if its module's files were not given. */
export type FindSource = (planned: Planned, scope: Scope | undefined) => Found | undefined;

const normal = (path: string): string => {
  const out: string[] = [];
  for (const part of path.replaceAll("\\", "/").split("/")) {
    if (part === "." || (part === "" && out.length > 0)) continue;
    if (part === ".." && out.length > 0 && out.at(-1) !== ".." && out.at(-1) !== "") out.pop();
    else out.push(part);
  }
  return out.join("/");
};

export const folderOf = (path: string): string => normal(path).split("/").slice(0, -1).join("/");

/** The folder of a module; one that was fetched from elsewhere has none that the plan names. */
const folder = (scope: Scope | undefined, root: string): string | undefined => {
  if (!scope?.call) return normal(root);
  const above = folder(scope.parent, root);
  const source = scope.call["source"];
  return above !== undefined && typeof source === "string" && /^\.\.?(?:\/|$)/.test(source)
    ? normal(`${above === "" ? "." : above}/${source}`)
    : undefined;
};

const place = (inFolder: string, type: string, name: string): string => JSON.stringify([inFolder, type, name]);

/** Finds resource blocks in .tf files. Overrides change blocks that stand elsewhere, so they come last. */
export const findInSources = ({ files, root }: Sources): FindSource => {
  const blocks = new Map<string, Found>();
  const isOverride = (path: string): boolean => /(?:^|[/_])override\.tf$/.test(path);
  const paths = [...files.keys()].filter((path) => path.endsWith(".tf")).toSorted();
  for (const path of [...paths.filter((each) => !isOverride(each)), ...paths.filter(isOverride)])
    for (const block of resourceBlocks(files.get(path) ?? "")) {
      const at = place(folderOf(path), block.type, block.name);
      if (!blocks.has(at)) blocks.set(at, { ...block, file: path });
    }
  return ({ address }, scope) => {
    const inFolder = folder(scope, root);
    return inFolder === undefined ? undefined : blocks.get(place(inFolder, address.type, address.name));
  };
};

/** The source's block where there is one, else the entry in the plan. */
export const positionIn = (
  document: JsonDocument,
  file: string,
): ((planned: Planned, found: Found | undefined) => Position | undefined) => {
  const at = lineIndex(document.text);
  return ({ pointer }, found) => {
    if (found) return { file: found.file, line: found.line, column: found.column, endLine: found.endLine };
    const span = document.spans.get(pointer);
    return span && { file, ...at(span.start), endLine: at(span.end - 1).line };
  };
};
