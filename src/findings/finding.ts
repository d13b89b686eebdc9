import type { Position, Resource } from "../estate/estate.ts";
import type { OusOf } from "../estate/scope.ts";
import type { ChosenRule } from "../evaluate/choose-rules.ts";
import type { Rule } from "../evaluate/rule.ts";
import { toPointer } from "../estate/pointer.ts";
import { appliedTo } from "../evaluate/vary.ts";
import type { Verdict } from "../evaluate/verdict.ts";
import { shownFacts } from "./facts.ts";
import { fingerprint } from "./fingerprint.ts";
import { itIsOver, sentence } from "./message.ts";
import { byText } from "./order.ts";
import type { Finding } from "./report.ts";
import type { Waiving } from "./waive.ts";
import type { Waiver } from "./waiver.ts";

/** A rule as this run applied it: with the severity and the parameters of profile and configuration. */
export type AppliedRule = Omit<ChosenRule, "rule"> & { rule: Omit<Rule, "examples"> };

const waiverOf = (waiver: Waiver): NonNullable<Finding["waiver"]> => ({
  id: waiver.id,
  reason: waiver.reason,
  owner: waiver.owner,
  expires: waiver.expires,
  origin: waiver.origin,
});

export type FindingContext = {
  cover: Waiving["cover"];
  ousOf: OusOf;
  /** Whether it is over, so that nothing can be changed in it any more. */
  hasEnded: (resource: Resource) => boolean;
  now: string;
};

/** What can be made only anew is past mending once it has ended; a rule that reads the state has weighed that. */
const onlyTheNext = ({ fixable, reads }: AppliedRule["rule"]): boolean => fixable === "recreate" && !reads.includes("state");

type Path = readonly (string | number)[];

/** Where the innermost part of a path is written that is written out itself. */
const writtenAt = ({ positions = {} }: Resource, path: Path): Position | undefined => {
  for (let length = path.length; length > 0; length--) {
    const pointer = toPointer(path.slice(0, length));
    if (Object.hasOwn(positions, pointer)) return positions[pointer];
  }
  return undefined;
};

/** The setting that is wrong or unknown, where it is written; else the resource. */
const positionOf = (resource: Resource, paths: readonly Path[]): Position | undefined => {
  const [written] = resource.positions ? paths.flatMap((path) => writtenAt(resource, path) ?? []) : [];
  return written ?? resource.position;
};

/** What a verdict becomes if somebody should look at it. */
export const findingOf = (
  verdict: Verdict,
  applied: AppliedRule,
  resource: Resource,
  { cover, ousOf, hasEnded, now }: FindingContext,
): Finding | undefined => {
  const word = verdict.verdict;
  if (word !== "fail" && word !== "unknown") return undefined;
  const name = fingerprint(resource, verdict);
  const isPast = word === "fail" && onlyTheNext(applied.rule) && hasEnded(resource);
  const evidence = verdict.evidence.toSorted((a, b) => byText(a.key, b.key));
  const open = verdict.open.toSorted((a, b) => byText(a.path.join("."), b.path.join(".")));
  const position = positionOf(
    resource,
    [...evidence, ...open].map(({ path }) => path),
  );
  const waiver = cover({ fingerprint: name, rule: verdict.rule, verdict: word }, resource);
  return {
    fingerprint: name,
    rule: verdict.rule,
    verdict: waiver ? "exempt" : word,
    severity: appliedTo(applied, resource, ousOf).severity,
    resource: resource.id,
    title: applied.rule.title,
    message: `${sentence(applied.rule, verdict, resource)}${isPast ? ` ${itIsOver}` : ""}`,
    evidence,
    open,
    facts: { ...shownFacts(applied.rule, resource, now), ...(isPast ? { ended: true } : {}) },
    ...(position ? { position } : {}),
    ...(waiver ? { waiver: waiverOf(waiver) } : {}),
  };
};
