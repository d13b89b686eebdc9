import { type Cell, cellName, isComplete } from "../../src/estate/cell.ts";
import { gapsOf } from "../../src/findings/gaps.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";
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

const square = (cells: readonly Cell[], gaps: ReadonlySet<Cell>): Markup => {
  const cell = worstOf(cells, gaps);
  if (!cell) return html`<td class="cell-none"></td>`;
  const [mark, tone] = marks[cell.state];
  const seen = cells.reduce((most, one) => Math.max(most, one.seen), 0);
  const text = tone === "seen" ? `${seen}` : words(cell.state);
  return html`<td
    class="cell-${gaps.has(cell) || tone !== "gap" ? tone : "skipped"}"
    title="${cellName(cell)}: ${words(cell.state)}${cell.detail ? `, ${cell.detail}` : ""}"
  >
    <span aria-hidden="true">${mark}</span> ${text}
  </td>`;
};

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** Wider than this, a table of kinds by places is no picture any more: the list of gaps says it. */
const mostPlaces = 24;

const matrix = (coverage: readonly Cell[], gaps: ReadonlySet<Cell>): Markup => {
  const places = distinct(coverage.map((cell) => `${cell.account}\n${cell.region}`));
  if (places.length > mostPlaces || coverage.length === 0) return nothing;
  const rows = distinct(coverage.map((cell) => cell.kind)).map((kind) => {
    const squares = places.map((place) =>
      square(
        coverage.filter((cell) => cell.kind === kind && `${cell.account}\n${cell.region}` === place),
        gaps,
      ),
    );
    return html`<tr>
      <th scope="row">${kind}</th>
      ${squares}
    </tr>`;
  });
  const heads = places.map((place) => {
    const [account = "", region = ""] = place.split("\n");
    return html`<th scope="col"><b>${region}</b><small>${account}</small></th>`;
  });
  return html`<div class="scroll">
    <table class="matrix">
      <caption class="sr">
        What was seen, by kind and place
      </caption>
      <thead>
        <tr>
          <th scope="col">Kind</th>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
};

const gapRow = (cell: Cell): Markup =>
  html`<tr>
    <td><code>${cellName(cell)}</code></td>
    <td><span class="badge tone-unknown">${words(cell.state)}</span></td>
    <td>${cell.detail ?? ""}</td>
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
        ${gaps.map(gapRow)}
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
