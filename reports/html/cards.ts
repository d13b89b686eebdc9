import { severities, type Severity } from "../../src/evaluate/rule.ts";
import type { Finding, Report } from "../../src/findings/report.ts";
import { grouped } from "../headline.ts";
import { severityBar } from "./bar.ts";
import { filterLink, nobody } from "./link.ts";
import { html, type Markup, nothing } from "./template.ts";

type Group = { name: string; total: number; counts: Partial<Record<Severity, number>> };

const shownGroups = 6;

const groupsOf = (findings: readonly Finding[], nameOf: (finding: Finding) => string): Group[] => {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const name = nameOf(finding);
    const group = groups.get(name) ?? { name, total: 0, counts: {} };
    group.total += 1;
    group.counts[finding.severity] = (group.counts[finding.severity] ?? 0) + 1;
    groups.set(name, group);
  }
  return [...groups.values()].sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
};

const spoken = (counts: Group["counts"]): string =>
  severities.flatMap((severity) => (counts[severity] ? [`${counts[severity]} ${severity}`] : [])).join(", ");

const card = (title: string, facet: string, groups: readonly Group[]): Markup => {
  const most = Math.max(1, ...groups.map((group) => group.total));
  const hidden = groups.length - shownGroups;
  const rows = groups.slice(0, shownGroups).map(
    (group) =>
      html`<li>
        <a href="${filterLink({ verdict: "fail", [facet]: group.name })}" title="${spoken(group.counts)}">
          <span class="group-name">${group.name}</span
          ><span class="group-count">${grouped(group.total)}<span class="sr"> (${spoken(group.counts)})</span></span>
          ${severityBar(group.counts, most)}
        </a>
      </li>`,
  );
  return html`<section class="card">
    <h2>${title}</h2>
    ${
      groups.length === 0
        ? html`<p class="quiet">Nothing fails.</p>`
        : html`<ol class="groups">
            ${rows}
          </ol>`
    }
    ${hidden > 0 ? html`<p class="quiet">and ${hidden} more, in the filters below</p>` : nothing}
  </section>`;
};

/** Who has how much of it: by family of rules, by project, by owner, by kind. */
export const cards = (report: Report): Markup => {
  const failing = report.findings.filter((finding) => finding.verdict === "fail");
  const resources = new Map(report.resources.map((resource) => [resource.id, resource]));
  const families = new Map(report.rules.map((rule) => [rule.id, rule.family]));
  const by = (nameOf: (finding: Finding) => string | null | undefined): Group[] =>
    groupsOf(failing, (finding) => nameOf(finding) ?? nobody);
  return html`<div class="cards">
    ${card(
      "By family",
      "family",
      by((finding) => families.get(finding.rule)),
    )}
    ${card(
      "By kind",
      "kind",
      by((finding) => resources.get(finding.resource)?.kind),
    )}
    ${card(
      "By project",
      "project",
      by((finding) => resources.get(finding.resource)?.project),
    )}
    ${card(
      "By owner",
      "owner",
      by((finding) => resources.get(finding.resource)?.user),
    )}
  </div>`;
};
