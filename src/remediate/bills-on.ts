import { isComplete } from "../estate/cell.ts";
import type { Report, ReportedResource } from "../findings/report.ts";
import type { Kind } from "../kinds/kind.ts";
import type { BillsOn } from "./fix-plan.ts";

const shown = 5;

const bills = (kind: Kind | undefined, { state }: ReportedResource): boolean => {
  if (!kind) return false;
  const { stores = [], states } = kind;
  if (stores === "always") return true;
  return state !== null && [...(states?.billing ?? []), ...stores].includes(state);
};

const canBill = ({ states, stores }: Kind): boolean => (states?.billing ?? []).length > 0 || stores !== undefined;

/** Whose it is: of both where both are known; what belongs to nobody has no companions. */
const isOfSame = (one: ReportedResource, other: ReportedResource): boolean =>
  (one.project !== null || one.user !== null) && one.project === other.project && one.user === other.user;

/** Every kind that can bill was looked at, and seen to its end wherever anybody looked. */
const sawAll = (report: Report, kinds: readonly Kind[]): boolean =>
  kinds.filter(canBill).every(({ name }) => {
    const cells = report.coverage.filter(({ kind }) => kind === name);
    return cells.length > 0 && cells.every(isComplete);
  });

/** What else of the same owner and project bills on when one thing has been put right, as the report saw it. */
export const billsOnWith = (report: Report, kinds: readonly Kind[]): ((resource: ReportedResource) => BillsOn) => {
  const known = new Map(kinds.map((kind) => [kind.name, kind]));
  const billing = report.resources.filter((resource) => bills(known.get(resource.kind), resource));
  const groups = Map.groupBy(billing, ({ project, user }) => JSON.stringify([project, user]));
  const seenAll = sawAll(report, kinds);
  return (resource) => {
    const group = groups.get(JSON.stringify([resource.project, resource.user])) ?? [];
    const others = group.filter((other) => other.id !== resource.id && isOfSame(resource, other));
    const byKind = [...Map.groupBy(others, ({ kind }) => kind)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const resources = byKind.map(([kind, some]) => ({
      kind,
      count: some.length,
      names: some
        .map(({ name }) => name)
        .toSorted()
        .slice(0, shown),
    }));
    return { resources, seenAll };
  };
};
