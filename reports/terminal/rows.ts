import type { Finding, ReportedResource } from "../../src/findings/report.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";
import { usageInWords } from "../fact.ts";
import { proofOf } from "../proof.ts";
import { visible } from "../visible.ts";
import { type Line, span } from "./paint.ts";
import type { Shown } from "./samples.ts";
import { cut, pad, widthOf } from "./width.ts";

const evidenceText = (finding: Finding): string => {
  const [first] = proofOf(finding);
  const others = finding.evidence.length - 1;
  const usage = usageInWords(finding.facts);
  return first === undefined ? "" : `${first}${others > 0 ? ` and ${others} more` : ""}${usage === undefined ? "" : `: ${usage}`}`;
};

const openText = (finding: Finding): string => {
  const [first] = finding.open;
  return first ? `${first.path.join(".")}: ${first.reason}${first.detail ? ` (${first.detail})` : ""}` : "";
};

export type Places = { accounts: boolean; regions: boolean };

/** Account and region are said only where there are several. */
export const placesOf = ({ resources }: ReportSource): Places => {
  let first: ReportedResource | undefined;
  const places: Places = { accounts: false, regions: false };
  for (const resource of resources) {
    first ??= resource;
    places.accounts ||= resource.account !== first.account;
    places.regions ||= resource.region !== first.region;
    if (places.accounts && places.regions) break;
  }
  return places;
};

const placeText = ({ position }: Finding, resource: ReportedResource, places: Places): string => {
  if (position) return `${position.file}:${position.line}`;
  return [...(places.accounts ? [resource.account] : []), ...(places.regions ? [resource.region] : [])].join(" ");
};

const peopleText = (resource: ReportedResource): string => [resource.project, resource.user].filter((text) => text !== null).join("/");

type Cells = [name: string, place: string, people: string, text: string];

const cellsOf = (finding: Finding, resource: ReportedResource, places: Places): Cells => [
  visible(resource.position ? resource.id : resource.name),
  visible(placeText(finding, resource, places)),
  visible(peopleText(resource)),
  visible(finding.verdict === "unknown" ? openText(finding) : evidenceText(finding)),
];

/** Below this there is no room for columns: a second line takes the rest. */
const narrow = 90;

const stacked = ([name, place, people, text]: Cells): Line[] => [
  [span(`    ${name}`), span(people === "" ? "" : `  ${people}`, "dim")],
  [span(`      ${place === "" ? "" : `${place}  `}`, "dim"), span(text)],
];

const aligned = ([name, place, people, text]: Cells, widths: readonly number[]): Line[] => {
  const column = (value: string, at: number): string => {
    const room = widths[at] ?? 0;
    return room === 0 ? "" : `${pad(cut(value, room), room)}  `;
  };
  return [[span(`    ${column(name, 0)}`), span(column(place, 1), "dim"), span(column(people, 2), "dim"), span(text)]];
};

/** Some findings as aligned rows, and how many of `total` they leave out. */
export const rows = (shown: readonly Shown[], total: number, options: { places: Places; width: number }): Line[] => {
  const cells = shown.map(({ finding, resource }) => cellsOf(finding, resource, options.places));
  const most = [0.4, 0.3, 0.2].map((share) => Math.floor(options.width * share));
  const widths = most.map((limit, at) => Math.min(limit, Math.max(0, ...cells.map((row) => widthOf(row[at] ?? "")))));
  const room = options.width - 10 - widths.reduce((sum, width) => sum + width, 0);
  // A file and line is to be copied: better a second line than a part of it.
  const whole = cells.every((row) => widthOf(row[1]) <= (widths[1] ?? 0));
  const fits = options.width >= narrow && whole && (room >= 24 || cells.every((row) => widthOf(row[3]) <= room));
  const hidden = total - cells.length;
  return [
    ...cells.flatMap((row) => (fits ? aligned(row, widths) : stacked(row))),
    ...(hidden > 0 ? [[span(`    and ${hidden} more`, "dim")]] : []),
  ];
};
