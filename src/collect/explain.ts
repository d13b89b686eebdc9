import type { Wanted } from "../estate/wanted.ts";
import type { Kind } from "../kinds/kind.ts";
import { iamAction } from "../kinds/operation.ts";
import { isPattern } from "./regions.ts";
import { filtersOf } from "./walk.ts";
import { outermost } from "./pages.ts";
import { planCalls, type KindPlan, type PlanOptions } from "./plan.ts";

const documents: Record<KindPlan["documents"], string> = {
  list: "list",
  describe: "list, describe each",
  search: "list and search, describe what differs",
  "trusted-search": "search",
};

const tags: Record<KindPlan["tags"], string> = {
  nowhere: "has no tags",
  unwanted: "tags not read",
  document: "tags come with it",
  bulk: "tags by the hundred",
  each: "tags of each",
};

type Bounds = Pick<Explained, "since">;

/** Calls for a region that holds nothing of the kind: nothing is searched for that is not listed. */
const empty = ({ documents: by, kind: { history } }: KindPlan, { since }: Bounds): number =>
  1 + (by !== "trusted-search" && history && since !== undefined && history.after !== null ? filtersOf(history).length : 0);

/** The kind before it whose list is its own, or the list of its parents. */
const sharesWith = (plan: KindPlan, plans: readonly KindPlan[]): string | undefined => {
  const askedBy = ({ kind }: KindPlan): string => iamAction(outermost(kind.list).operation);
  const first = plans.find((one) => askedBy(one) === askedBy(plan));
  return first === plan ? undefined : first?.kind.name;
};

/** A member has one value: of what is asked only where it is this or that, the longest row is all that one resource can take. */
const atMost = (described: KindPlan["describes"]): number => {
  const asked = described.flatMap(({ only }) => (only ? [only] : []));
  const rows = [...Map.groupBy(asked, ({ member }) => member).values()];
  const longest = rows.map((row) => Math.max(...[...Map.groupBy(row, ({ is }) => is).values()].map(({ length }) => length)));
  return described.length - asked.length + longest.reduce((sum, length) => sum + length, 0);
};

const perResource = ({ documents: by, describes, tags: from }: KindPlan): string => {
  const own = from === "each" ? 1 : 0;
  const described = by === "describe" ? describes : [];
  const [least, most] = [described.filter(({ only }) => !only).length + own, atMost(described) + own];
  const pages = (by === "search" ? 2 : 1) + (from === "bulk" ? 1 : 0);
  return `${least === most ? most : `${least} to ${most}`} for each + ${pages} for each hundred`;
};

const columns = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((word, at) => word.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

export type Explained = PlanOptions & {
  kinds: readonly Kind[];
  wanted: Wanted;
  /** As they were asked for: names, or what stands for several. */
  regions: readonly string[];
  /** How many; null: only AWS Organizations knows. */
  accounts: number | null;
  since: string | undefined;
};

type Calls = Pick<Explained, "regions" | "accounts"> & { inRegion: number; once: number };

/** How many calls there are at the least, as far as that can be told without making one. */
const sum = ({ regions, accounts, inRegion, once }: Calls): string => {
  const isKnown = !regions.some(isPattern);
  const places = isKnown ? `${regions.length} region${regions.length === 1 ? "" : "s"}` : "the regions that are on";
  const global = once > 0 ? `, ${once} for what an account has once` : "";
  const where = `${inRegion} in each of ${places} (${regions.join(", ")})${global}`;
  const end = "The rest is known when the lists are.";
  if (accounts === 1 && isKnown) return `At least ${inRegion * regions.length + once + 1} calls: ${where}, 1 to know the account. ${end}`;
  const many =
    accounts === null ? "each account of the organization that is meant" : `each of ${accounts} account${accounts === 1 ? "" : "s"}`;
  const total =
    accounts !== null && isKnown
      ? `${accounts * (inRegion * regions.length + once + 2)} calls`
      : `${inRegion} calls for each account and region`;
  const opening = `2 to get in and know the account${isKnown ? "" : ", 1 to know its regions"}`;
  return `At least ${total}: in ${many}, ${where}, ${opening}. ${end}`;
};

/** Which calls a scan would make, and how many at the least, without making one. */
export const explainCalls = ({ kinds, wanted, regions, accounts, since, trustSearch }: Explained): string => {
  const plans = planCalls(kinds, wanted, { trustSearch });
  const leastOf = (plan: KindPlan): number => (sharesWith(plan, plans) === undefined ? empty(plan, { since }) : 0);
  const total = (of: readonly KindPlan[]): number => of.reduce((all, plan) => all + leastOf(plan), 0);
  const [once, inRegion] = [total(plans.filter(({ kind }) => kind.global)), total(plans.filter(({ kind }) => !kind.global))];
  const rows = plans.map((plan) => {
    const other = sharesWith(plan, plans);
    const how = `${documents[plan.documents]}; ${tags[plan.tags]}${other === undefined ? "" : `; listed with ${other}`}`;
    return [plan.kind.name, how, String(leastOf(plan)), perResource(plan)];
  });
  const history = plans.filter(({ kind }) => kind.history).map(({ kind }) => kind.name);
  return [
    columns([["kind", "how", "at least", "and then"], ...rows]),
    "",
    ...(since !== undefined && history.length > 0
      ? [`Of ${history.join(" and ")}: what was created since ${since}, and whatever runs or bills.`]
      : []),
    "Kinds of which there are few share a question for tags. What shows no tag by the hundred is asked for by itself: one more call each.",
    sum({ regions, accounts, inRegion, once }),
    "",
  ].join("\n");
};
