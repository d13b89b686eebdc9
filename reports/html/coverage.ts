import { type Cell, cellName, isComplete } from "../../src/estate/cell.ts";
import { gapsOf } from "../../src/findings/gaps.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";
import { type GapGroup, gapGroups } from "../gap-groups.ts";
import { counted, grouped } from "../headline.ts";
import { html, type Markup, nothing } from "./template.ts";

const marks: Record<Cell["state"], [mark: string, tone: string]> = {
  complete: ["●", "seen"],
  partial: ["◐", "gap"],
  denied: ["✕", "gap"],
  "unsupported-in-region": ["–", "none"],
  "region-disabled": ["–", "none"],
  "throttled-out": ["✕", "gap"],
  "credentials-expired": ["✕", "gap"],
  error: ["✕", "gap"],
  "skipped-by-configuration": ["○", "skipped"],
  "not-reached": ["○", "gap"],
};

const words = (state: string): string => state.replaceAll("-", " ");

/** Of the phases of one square, the one that says most: a gap before what is settled. */
const worstOf = (cells: readonly Cell[], gaps: ReadonlySet<Cell>): Cell | undefined =>
  cells.find((cell) => gaps.has(cell)) ??
  cells.find((cell) => !isComplete(cell)) ??
  cells.find((cell) => cell.state !== "complete") ??
  cells[0];

/** `seen`: how many resources all these cells are about. */
const square = (cells: readonly Cell[], gaps: ReadonlySet<Cell>, seen: number): Markup => {
  const cell = worstOf(cells, gaps);
  if (!cell) return html`<td class="cell-none"></td>`;
  const [mark, tone] = marks[cell.state];
  const text = tone === "seen" ? `${seen}` : words(cell.state);
  return html`<td
    class="cell-${gaps.has(cell) || tone !== "gap" ? tone : "skipped"}"
    title="${cellName(cell)}: ${words(cell.state)}${cell.detail ? `, ${cell.detail}` : ""}"
  >
    <span aria-hidden="true">${mark}</span> ${text}
  </td>`;
};

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** Wider than this, a table of kinds by places is no picture any more. */
const mostPlaces = 24;

const mostSeen = (cells: readonly Cell[]): number => cells.reduce((most, one) => Math.max(most, one.seen), 0);

type Table = { caption: string; corner: string; heads: readonly Markup[]; rows: readonly Markup[] };

const row = (head: string, squares: readonly Markup[]): Markup =>
  html`<tr>
    <th scope="row">${head}</th>
    ${squares}
  </tr>`;

const byPlace = (coverage: readonly Cell[], gaps: ReadonlySet<Cell>, places: readonly string[]): Table => {
  const rows = distinct(coverage.map((cell) => cell.kind)).map((kind) =>
    row(
      kind,
      places.map((place) => {
        const cells = coverage.filter((cell) => cell.kind === kind && `${cell.account}\n${cell.region}` === place);
        return square(cells, gaps, mostSeen(cells));
      }),
    ),
  );
  const heads = places.map((place) => {
    const [account = "", region = ""] = place.split("\n");
    return html`<th scope="col"><b>${region}</b><small>${account}</small></th>`;
  });
  return { caption: "What was seen, by kind and place", corner: "Kind", heads, rows };
};

/** Of many places, the worst of each: which kind it is about says the list of gaps. */
const byAccount = (coverage: readonly Cell[], gaps: ReadonlySet<Cell>): Table => {
  const regions = distinct(coverage.map((cell) => cell.region));
  const places = Map.groupBy(coverage, (cell) => `${cell.account}\n${cell.region}`);
  const rows = distinct(coverage.map((cell) => cell.account)).map((account) =>
    row(
      account,
      regions.map((region) => {
        const cells = places.get(`${account}\n${region}`) ?? [];
        const kinds = Map.groupBy(cells, ({ kind }) => kind);
        return square(
          cells,
          gaps,
          [...kinds.values()].reduce((sum, of) => sum + mostSeen(of), 0),
        );
      }),
    ),
  );
  const heads = regions.map((region) => html`<th scope="col"><b>${region}</b></th>`);
  return { caption: "What was seen, by account and region", corner: "Account", heads, rows };
};

const matrix = (coverage: readonly Cell[], gaps: ReadonlySet<Cell>): Markup => {
  const places = distinct(coverage.map((cell) => `${cell.account}\n${cell.region}`));
  if (coverage.length === 0) return nothing;
  const { caption, corner, heads, rows } = places.length > mostPlaces ? byAccount(coverage, gaps) : byPlace(coverage, gaps, places);
  return html`<div class="scroll">
    <table class="matrix">
      <caption class="sr">
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${corner}</th>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
};

const gapRow = ({ name, state, detail }: GapGroup): Markup =>
  html`<tr>
    <td><code>${name}</code></td>
    <td><span class="badge tone-unknown">${words(state)}</span></td>
    <td>${detail}</td>
  </tr>`;

/** What was looked at and what was not. A page that shows only findings would call the rest clean. */
export const coverage = (report: ReportSource): Markup => {
  const gaps = gapsOf(report);
  const { total, complete } = report.summary.cells;
  const list = html`<div class="scroll">
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">Not seen: account/region/kind/phase</th>
          <th scope="col">State</th>
          <th scope="col">Answer</th>
        </tr>
      </thead>
      <tbody>
        ${gapGroups(gaps).map(gapRow)}
      </tbody>
    </table>
  </div>`;
  return html`<section id="coverage" class="panel" aria-labelledby="coverage-title">
    <h2 id="coverage-title">Coverage</h2>
    <p class="lead">
      ${grouped(complete)} of ${counted(total, "cell")} seen
      completely${gaps.length > 0 ? `, ${counted(gaps.length, "gap")}. Nothing is said of what is in them.` : "."}
    </p>
    ${gaps.length > 0 ? list : nothing} ${matrix(report.coverage, new Set(gaps))}
  </section>`;
};
