import { severities, type Severity } from "../../src/evaluate/rule.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";
import { grouped } from "../headline.ts";
import { severityBar } from "./bar.ts";
import { filterLink, nobody } from "./link.ts";
import { html, type Markup, nothing } from "./template.ts";

type Group = { name: string; total: number; counts: Partial<Record<Severity, number>> };

const shownGroups = 6;

/** Counts under names: what fails, by severity. */
type Tally = { add: (name: string | null, severity: Severity) => void; groups: () => Group[] };

const newTally = (): Tally => {
  const groups = new Map<string, Group>();
  return {
    add: (given, severity) => {
      const name = given ?? nobody;
      const group = groups.get(name) ?? { name, total: 0, counts: {} };
      group.total += 1;
      group.counts[severity] = (group.counts[severity] ?? 0) + 1;
      groups.set(name, group);
    },
    groups: () => [...groups.values()].sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1)),
  };
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

/** Who has how much of it: by family of rules, by kind, by project, by owner. */
export const cards = (report: ReportSource): Markup => {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const [families, kinds, projects, owners] = [newTally(), newTally(), newTally(), newTally()];
  for (const { verdicts, kind, project, user } of report.resources)
    for (const [id, word] of Object.entries(verdicts)) {
      const rule = rules.get(id);
      if (word !== "fail" || !rule) continue;
      families.add(rule.family, rule.severity);
      kinds.add(kind, rule.severity);
      projects.add(project, rule.severity);
      owners.add(user, rule.severity);
    }
  return html`<div class="cards">
    ${card("By family", "family", families.groups())} ${card("By kind", "kind", kinds.groups())}
    ${card("By project", "project", projects.groups())} ${card("By owner", "owner", owners.groups())}
  </div>`;
};
