import { severities } from "../../src/evaluate/rule.ts";
import { verdictWords } from "../../src/evaluate/verdict.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";
import { grouped, headline } from "../headline.ts";
import { verdictBar } from "./bar.ts";
import { icons } from "./icon.ts";
import { filterLink } from "./link.ts";
import { html, type Markup, nothing } from "./template.ts";

const verdictTitles: Record<(typeof verdictWords)[number], string> = {
  fail: "Fail",
  unknown: "Unknown",
  exempt: "Exempt",
  pass: "Pass",
  "not-applicable": "Not applicable",
};

const tile = (report: ReportSource, severity: (typeof severities)[number]): Markup => {
  const count = report.summary.severities[severity];
  const body = html`<span class="tile-count">${grouped(count)}</span><span class="tile-name">${severity}</span>`;
  return count > 0
    ? html`<a class="tile tone-${severity}" href="${filterLink({ verdict: "fail", severity })}">${body}</a>`
    : html`<div class="tile tile-none">${body}</div>`;
};

/** The answer before anything else: verdict, what it rests on, how bad. */
export const hero = (report: ReportSource): Markup => {
  const line = headline(report);
  const { verdicts } = report.summary;
  return html`<section class="hero is-${line.state}" aria-label="Verdict">
    <div class="hero-verdict">
      <div class="hero-icon">${icons[line.state]}</div>
      <div>
        <h1>${line.word}</h1>
        <p class="hero-text">${line.text}</p>
        ${
          line.caveat === ""
            ? nothing
            : html`<p class="hero-caveat">
                ${icons.incomplete}<span>Nothing is said of what was not seen: ${line.caveat}. <a href="#coverage">Coverage</a></span>
              </p>`
        }
      </div>
    </div>
    <div class="tiles" role="group" aria-label="Findings by severity">${severities.map((severity) => tile(report, severity))}</div>
    <div class="verdicts">
      ${verdictBar(verdicts)}
      <ul class="legend">
        ${verdictWords.map((word) => html`<li><span class="dot fill-${word}"></span>${verdictTitles[word]} <b>${grouped(verdicts[word])}</b></li>`)}
      </ul>
    </div>
  </section>`;
};
