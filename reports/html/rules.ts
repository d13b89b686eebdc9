import type { ReportedRule } from "../../src/findings/report.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";
import { grouped } from "../headline.ts";
import { verdictBar } from "./bar.ts";
import { filterLink } from "./link.ts";
import { html, type Markup, nothing } from "./template.ts";

const row = (rule: ReportedRule): Markup =>
  html`<tr>
    <td><span class="badge tone-${rule.severity}">${rule.severity}</span></td>
    <td><a href="${filterLink({ rule: rule.id })}">${rule.title}</a><small>${rule.id}</small></td>
    <td class="number">${grouped(rule.counts.fail)}</td>
    <td class="number">${grouped(rule.counts.unknown)}</td>
    <td class="number">${grouped(rule.counts.exempt)}</td>
    <td class="number">${grouped(rule.counts.pass)}</td>
    <td class="number">${grouped(rule.counts["not-applicable"])}</td>
    <td class="c-bar">${verdictBar(rule.counts)}</td>
  </tr>`;

/** Every rule that ran, those that found nothing too. */
export const rules = (report: ReportSource): Markup => {
  const sorted = report.rules.toSorted((a, b) => b.counts.fail - a.counts.fail || (a.id < b.id ? -1 : 1));
  return html`<section id="rules" class="panel" aria-labelledby="rules-title">
    <h2 id="rules-title">Rules</h2>
    <div class="scroll">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col">Rule</th>
            <th scope="col" class="number">Fail</th>
            <th scope="col" class="number">Unknown</th>
            <th scope="col" class="number">Exempt</th>
            <th scope="col" class="number">Pass</th>
            <th scope="col" class="number">N/A</th>
            <th scope="col"><span class="sr">Shares</span></th>
          </tr>
        </thead>
        <tbody>
          ${sorted.map(row)}
        </tbody>
      </table>
    </div>
  </section>`;
};

export const notices = (report: ReportSource): Markup =>
  report.notices.length === 0
    ? nothing
    : html`<section class="notices" aria-label="Notices">
        ${report.notices.map(
          (notice) =>
            html`<p class="notice is-${notice.level}">
              <b>${notice.level}</b> ${notice.message}${notice.where ? html` <code>${notice.where}</code>` : nothing}
            </p>`,
        )}
      </section>`;

const callsOf = (calls: Record<string, number>): Markup =>
  html`<div>
    <dt>AWS calls</dt>
    <dd>${grouped(Object.values(calls).reduce((sum, count) => sum + count, 0))} in ${Object.keys(calls).length} operations</dd>
  </div>`;

/** Where this page comes from, for whoever has to trust it. */
export const provenance = (report: ReportSource): Markup =>
  html`<footer class="provenance">
    <dl>
      <div>
        <dt>Tool</dt>
        <dd>${report.tool.name} ${report.tool.version}</dd>
      </div>
      <div>
        <dt>Policy</dt>
        <dd><code>${report.tool.policy.slice(0, 16)}</code></dd>
      </div>
      <div>
        <dt>Profile</dt>
        <dd>${report.profile}</dd>
      </div>
      <div>
        <dt>Source</dt>
        <dd>${report.source}</dd>
      </div>
      <div>
        <dt>Collected</dt>
        <dd>${report.collectedAt ?? "not applicable"}</dd>
      </div>
      <div>
        <dt>Judged</dt>
        <dd>${report.now}</dd>
      </div>
      ${report.calls ? callsOf(report.calls) : nothing}
    </dl>
  </footer>`;
