import { canonical } from "../../src/estate/canonical.ts";
import type { Report, ReportedResource } from "../../src/findings/report.ts";

/**
 * GitHub refuses a result without a file and a line. What is live has neither, so it gets one: the inventory, a file per account,
 * region and kind with a line per resource. Committed or uploaded beside the SARIF file, it makes every location true.
 */
const root = ".sagewarden/estate";

const segment = (text: string): string => text.replaceAll(/[^A-Za-z0-9_-]/g, "_") || "_";

const pathOf = (resource: ReportedResource): string =>
  `${root}/${segment(resource.account)}/${segment(resource.region)}/${segment(resource.kind)}.json`;

/** Viewers differ in what they take for the end of a line, so nothing but ASCII gets in. */
const ascii = (json: string): string =>
  json.replaceAll(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

const entry = (resource: ReportedResource): string => {
  const failing = Object.keys(resource.verdicts).filter((rule) => resource.verdicts[rule] === "fail");
  const { id, name, arn, createdAt, project, user } = resource;
  return ascii(canonical({ id, name, arn, createdAt, project, user, failing: failing.sort() }));
};

export type InventoryLine = { path: string; number: number; length: number };
export type Inventory = { files: Map<string, string>; lines: Map<string, InventoryLine> };

/** The files, and where each resource stands in them. What has a position in code needs no line. */
export const inventoryOf = (report: Report): Inventory => {
  const entries = new Map<string, string[]>();
  const lines: Inventory["lines"] = new Map();
  for (const resource of report.resources.filter((candidate) => !candidate.position)) {
    const path = pathOf(resource);
    const file = entries.get(path) ?? [];
    entries.set(path, file);
    const text = entry(resource);
    file.push(text);
    lines.set(resource.id, { path, number: file.length + 1, length: text.length });
  }
  const paths = [...entries.keys()].sort();
  return { files: new Map(paths.map((path) => [path, `[\n${(entries.get(path) ?? []).join(",\n")}\n]\n`])), lines };
};

/** Path below the repository's root -> text of the file that the SARIF results point into. */
export const inventory = (report: Report): Map<string, string> => inventoryOf(report).files;
