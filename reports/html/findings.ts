import type { Finding, ReportedResource } from "../../src/findings/report.ts";
import { findingCount, type ReportSource } from "../../src/findings/report-source.ts";
import { counted, grouped } from "../headline.ts";
import { proofOf } from "../proof.ts";
import { icons } from "./icon.ts";
import { leftOut } from "./pack.ts";
import { html, type Markup, nothing } from "./template.ts";

/** What is shown where no script runs: the worst, and where to read the rest. */
const shownWithoutScript = 200;

const proof = (finding: Finding): string => {
  const pieces = finding.verdict === "unknown" ? finding.open.map(({ path, reason }) => `${path.join(".")}: ${reason}`) : proofOf(finding);
  return pieces.length === 0 ? "" : ` · ${pieces.join("; ")}`;
};

const row = (finding: Finding, resource: ReportedResource): Markup => {
  const mark = finding.verdict === "fail" ? finding.severity : finding.verdict;
  const place = resource.position ? `${resource.position.file}:${resource.position.line}` : resource.region;
  const under = resource.position ? "" : resource.account;
  return html`<tr>
    <td class="c-sev"><span class="badge tone-${mark}">${mark}</span></td>
    <td class="c-what"><b>${finding.title}</b><small>${finding.message}${proof(finding)}</small></td>
    <td class="c-res"><b>${resource.position ? resource.id : resource.name}</b><small>${resource.kind}</small></td>
    <td class="c-own"><b>${resource.project ?? "–"}</b><small>${resource.user ?? "–"}</small></td>
    <td class="c-where"><b>${place}</b><small>${under}</small></td>
  </tr>`;
};

const column = (key: string, title: string, name: string): Markup =>
  html`<th scope="col" class="${name}">
    <button type="button" data-sort="${key}">${title}<span class="arrow" aria-hidden="true"></span></button>
  </th>`;

const left = (count: number): Markup =>
  count > shownWithoutScript
    ? html`<p class="quiet no-script">
        The worst ${shownWithoutScript} of ${grouped(count)} are shown. Allow this page to run its script to see, search and filter all of
        them, or read the JSON report.
      </p>`
    : nothing;

const firstRows = (report: ReportSource): Markup[] => {
  const rows: Markup[] = [];
  for (const finding of report.findings) {
    if (rows.length === shownWithoutScript) break;
    const resource = report.resource(finding.resource);
    if (resource) rows.push(row(finding, resource));
  }
  return rows;
};

/** Said to everybody, above the list: whoever searches here must know what cannot be found here. */
const cutShort = (report: ReportSource, count: number): Markup => {
  const missing = leftOut(report);
  return missing === 0
    ? nothing
    : html`<p class="notice is-warning">
        <b>warning</b> This page holds the worst ${grouped(count - missing)} of ${grouped(count)} findings. The other ${grouped(missing)},
        the least severe, are in the JSON report only. The counts above and the rules below are of all of them.
      </p>`;
};

/** The table, its filters and the panel of details. The script fills them; without it the worst are there already. */
export const findings = (report: ReportSource): Markup => {
  const count = findingCount(report);
  const rows = firstRows(report);
  return html`<section id="findings" class="findings" aria-labelledby="findings-title">
    <div class="toolbar">
      <h2 id="findings-title">Findings</h2>
      <label class="search with-script" hidden
        >${icons.search}<span class="sr">Search findings</span
        ><input
          id="search"
          type="search"
          autocomplete="off"
          spellcheck="false"
          placeholder="Search: ada, kind:model, sev:high, -project:churn"
        /><kbd>/</kbd></label
      >
      <button type="button" id="filters-toggle" class="plain with-script" aria-expanded="false" aria-controls="facets" hidden>
        Filters
      </button>
      <p id="count" class="count" role="status" aria-live="polite">${counted(count, "finding")}</p>
      <button type="button" id="clear" class="plain with-script" hidden>Clear</button>
    </div>
    ${cutShort(report, count)}
    <div class="columns">
      <div id="facets" class="facets with-script" hidden></div>
      <div class="list">
        ${count === 0 ? html`<p class="empty">Nothing fails, nothing is unknown, nothing is exempt.</p>` : nothing}
        <table id="table" class="table" aria-rowcount="${count + 1}" aria-labelledby="findings-title">
          <thead>
            <tr>
              ${column("severity", "Severity", "c-sev")}${column("rule", "Finding", "c-what")}${column("resource", "Resource", "c-res")}${column("project", "Project", "c-own")}${column("place", "Where", "c-where")}
            </tr>
          </thead>
          <tbody id="rows">
            ${rows}
          </tbody>
        </table>
        ${left(count)}
      </div>
      <aside id="details" class="details with-script" aria-label="Details" tabindex="-1" hidden></aside>
    </div>
  </section>`;
};
