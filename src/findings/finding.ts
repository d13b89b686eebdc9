import type { Position, Resource } from "../estate/estate.ts";
import type { OusOf } from "../estate/scope.ts";
import type { ChosenRule } from "../evaluate/choose-rules.ts";
import type { Rule } from "../evaluate/rule.ts";
import { toPointer } from "../estate/pointer.ts";
import { appliedTo } from "../evaluate/vary.ts";
import type { Ruling } from "../evaluate/verdict.ts";
import { shownFacts } from "./facts.ts";
import { fingerprint } from "./fingerprint.ts";
import { itIsOver, sentence } from "./message.ts";
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
const positionOf = (resource: Resource, { evidence, open }: Pick<Ruling, "evidence" | "open">): Position | undefined => {
  if (!resource.positions) return resource.position;
  const [written] = [...evidence, ...open].flatMap(({ path }) => writtenAt(resource, path) ?? []);
  return written ?? resource.position;
};

/** What somebody should look at. */
export type Notable = Ruling & { verdict: "fail" | "unknown" };

export const isNotable = (ruling: Ruling): ruling is Notable => ruling.verdict === "fail" || ruling.verdict === "unknown";

export const findingOf = (
  ruling: Notable,
  applied: AppliedRule,
  resource: Resource,
  { cover, ousOf, hasEnded, now }: FindingContext,
): Finding => {
  const word = ruling.verdict;
  const name = fingerprint(resource, ruling);
  const isPast = word === "fail" && onlyTheNext(applied.rule) && hasEnded(resource);
  const { evidence, open } = ruling;
  const position = positionOf(resource, ruling);
  const waiver = cover({ fingerprint: name, rule: ruling.rule, verdict: word }, resource);
  const message = sentence(applied.rule, ruling, resource);
  const facts = shownFacts(applied.rule, resource, now);
  return {
    fingerprint: name,
    rule: ruling.rule,
    verdict: waiver ? "exempt" : word,
    severity: appliedTo(applied, resource, ousOf).severity,
    resource: resource.id,
    title: applied.rule.title,
    message: isPast ? `${message} ${itIsOver}` : message,
    evidence,
    open,
    facts: isPast ? { ...facts, ended: true } : facts,
    ...(position && { position }),
    ...(waiver && { waiver: waiverOf(waiver) }),
  };
};
