import { type Cell, isComplete } from "../estate/cell.ts";
import type { Control, Framework } from "../evaluate/rule.ts";
import type { VerdictWord } from "../evaluate/verdict.ts";
import { noWords } from "./reported.ts";
import type { Report, ReportedRule } from "./report.ts";

/**
 * What a report says of a control. `partial`: what was asked holds, but it is not all that the control asks, or not all of it was seen.
 * `not-assessed`: rules serve it, and none of them had anything to judge.
 */
export type ControlVerdict = "fail" | "partial" | "pass" | "not-assessed" | "no-check";

export type JudgedControl = Control & { verdict: ControlVerdict; counts: Record<VerdictWord, number> };
export type JudgedFramework = Omit<Framework, "controls"> & { controls: JudgedControl[] };

type Counts = Record<VerdictWord, number>;
/** What a report has of a rule, and its verdicts by kind. */
type Seen = { rule: ReportedRule; byKind: ReadonlyMap<string, Counts> };

const seenRules = ({ rules, resources }: Pick<Report, "rules" | "resources">): Map<string, Seen> => {
  const seen = new Map(rules.map((rule) => [rule.id, { rule, byKind: new Map<string, Counts>() }]));
  for (const { kind, verdicts } of resources)
    for (const [id, word] of Object.entries(verdicts)) {
      const byKind = seen.get(id)?.byKind;
      const counts = byKind?.get(kind) ?? noWords();
      counts[word] += 1;
      byKind?.set(kind, counts);
    }
  return seen;
};

const isAbout = (control: Control, kind: string): boolean => control.kinds?.includes(kind) ?? true;

const countsOf = (control: Control, serving: readonly Seen[]): Counts => {
  const sum = noWords();
  for (const { byKind } of serving)
    for (const [kind, counts] of byKind)
      if (isAbout(control, kind)) {
        sum.fail += counts.fail;
        sum.unknown += counts.unknown;
        sum.exempt += counts.exempt;
        sum.pass += counts.pass;
        sum["not-applicable"] += counts["not-applicable"];
      }
  return sum;
};

/** Asked in full and seen in full: by rules that all ran, of kinds without a gap, with nothing accepted and nothing unknown. */
const isWhole = (control: Control, serving: readonly Seen[], world: { counts: Counts; blind: ReadonlySet<string> }): boolean =>
  control.relation === "equivalent" &&
  serving.length === control.rules.length &&
  !serving.some(({ rule }) => rule.kinds.some((kind) => isAbout(control, kind) && world.blind.has(kind))) &&
  world.counts.unknown + world.counts.exempt === 0;

const verdictOf = (control: Control, serving: readonly Seen[], world: { counts: Counts; blind: ReadonlySet<string> }): ControlVerdict => {
  const { counts } = world;
  if (control.rules.length === 0) return "no-check";
  if (counts.fail + counts.exempt + counts.pass === 0) return "not-assessed";
  // What only bears on a control can neither meet nor break it.
  if (control.relation === "relevant") return "partial";
  if (counts.fail > 0) return "fail";
  return isWhole(control, serving, world) ? "pass" : "partial";
};

const blindKinds = (coverage: readonly Cell[]): Set<string> =>
  new Set(coverage.filter((cell) => !isComplete(cell)).map(({ kind }) => kind));

/** A framework in the light of a report. */
export const judgeControls = (framework: Framework, report: Pick<Report, "rules" | "resources" | "coverage">): JudgedFramework => {
  const seen = seenRules(report);
  const blind = blindKinds(report.coverage);
  const controls = framework.controls.map((control): JudgedControl => {
    const serving = control.rules.flatMap((id) => seen.get(id) ?? []);
    const counts = countsOf(control, serving);
    return { ...control, verdict: verdictOf(control, serving, { counts, blind }), counts };
  });
  return { ...framework, controls };
};
