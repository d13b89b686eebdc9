import type { Resource } from "../estate/estate.ts";
import { fit, type OusOf } from "../estate/scope.ts";
import type { Finding, Notice } from "./report.ts";
import type { Waiver } from "./waiver.ts";

/** A date covers nothing from its first instant (UTC) on; an end that cannot be read has passed. */
const hasExpired = (waiver: Waiver, now: string): boolean => !(Date.parse(waiver.expires) > Date.parse(now));

type Candidate = Pick<Finding, "fingerprint" | "rule" | "verdict">;

/**
 * A rule's waiver accepts a risk that is known to be there, so it covers failures only. What is unknown is covered by nobody
 * but who names that very finding: otherwise one broad exception would hide that the scan has gone blind.
 */
const covers = (waiver: Waiver, candidate: Candidate, { resource, ousOf }: { resource: Resource; ousOf: OusOf }): boolean => {
  if (waiver.finding === undefined && waiver.rule === undefined) return false;
  if (waiver.finding !== undefined && waiver.finding !== candidate.fingerprint) return false;
  if (waiver.rule !== undefined && waiver.rule !== candidate.rule) return false;
  if (candidate.verdict === "unknown" && waiver.finding === undefined) return false;
  return fit(waiver.scope, resource, ousOf) === "in";
};

const byName = (a: Waiver, b: Waiver): number =>
  Number(b.finding !== undefined) - Number(a.finding !== undefined) || (a.id < b.id ? -1 : 1);

const about = (waiver: Waiver): string =>
  `Exception ${waiver.id} (${waiver.rule ?? `finding ${waiver.finding?.slice(0, 12)}`}, owner ${waiver.owner})`;
const where = (waiver: Waiver): { where?: string } => (waiver.position ? { where: `${waiver.position.file}:${waiver.position.line}` } : {});

const expired = (waiver: Waiver): Notice => ({
  level: "error",
  code: "waiver-expired",
  message: `${about(waiver)} ended on ${waiver.expires} and covers nothing any more. Mend what it covered, or renew it with a new reason and end.`,
  ...where(waiver),
});

const unused = (waiver: Waiver): Notice => ({
  level: "warning",
  code: "waiver-unused",
  message: `${about(waiver)} covered nothing in this run. Remove it, or correct its scope.`,
  ...where(waiver),
});

export type Waiving = {
  /** The waiver that covers a failing or unknown finding, if one does. */
  cover: (candidate: Candidate, resource: Resource) => Waiver | undefined;
  /** Expired and unused ones: to be asked when every finding has been offered. */
  notices: () => Notice[];
};

export const waiving = (waivers: readonly Waiver[], now: string, ousOf: OusOf): Waiving => {
  const valid = waivers.filter((waiver) => !hasExpired(waiver, now)).sort(byName);
  const used = new Set<Waiver>();
  const cover: Waiving["cover"] = (candidate, resource) => {
    if (valid.length === 0) return undefined;
    const covering = valid.filter((waiver) => covers(waiver, candidate, { resource, ousOf }));
    for (const waiver of covering) used.add(waiver);
    return covering[0];
  };
  const byId = waivers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const notices = (): Notice[] => [
    ...byId.filter((waiver) => hasExpired(waiver, now)).map(expired),
    ...byId.filter((waiver) => !hasExpired(waiver, now) && !used.has(waiver)).map(unused),
  ];
  return { cover, notices };
};
