import { canonical } from "../../src/estate/canonical.ts";
import type { ReportedResource } from "../../src/findings/report.ts";

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
type Resources = { resources: Iterable<ReportedResource> };

/** Where these resources stand in the files. What has a position in code needs no line. */
export const linesOf = ({ resources }: Resources, wanted: ReadonlySet<string>): Map<string, InventoryLine> => {
  const lines = new Map<string, InventoryLine>();
  const counts = new Map<string, number>();
  for (const resource of resources) {
    if (resource.position) continue;
    const path = pathOf(resource);
    const before = counts.get(path) ?? 0;
    counts.set(path, before + 1);
    // The first line is the bracket.
    if (wanted.has(resource.id)) lines.set(resource.id, { path, number: before + 2, length: entry(resource).length });
  }
  return lines;
};

/** Path below the repository's root -> text of the file that the SARIF results point into. */
export const inventory = ({ resources }: Resources): Map<string, string> => {
  const entries = new Map<string, string[]>();
  for (const resource of resources) {
    if (resource.position) continue;
    const path = pathOf(resource);
    const file = entries.get(path) ?? [];
    entries.set(path, file);
    file.push(entry(resource));
  }
  const paths = [...entries.keys()].sort();
  return new Map(paths.map((path) => [path, `[\n${(entries.get(path) ?? []).join(",\n")}\n]\n`]));
};
