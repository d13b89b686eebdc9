import { isComplete } from "../estate/cell.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Finding, Report, ReportedResource } from "../findings/report.ts";
import type { Verb } from "../kinds/kind.ts";
import type { Key } from "./key-from-arn.ts";
import { changesOf, givenTo } from "./request.ts";

/** Complete: every phase of the kind was seen to its end there, and it was listed at all. */
export const placeIsComplete = (report: Report, { account, region, kind }: ReportedResource): boolean => {
  const cells = report.coverage.filter((cell) => cell.account === account && cell.region === region && cell.kind === kind);
  return cells.some((cell) => cell.phase === "list") && cells.every(isComplete);
};

/** Why nothing is done on the word of this finding. */
export const verdictForbids = ({ verdict, waiver }: Finding): string | undefined => {
  if (verdict === "unknown") return "whether the rule is broken is unknown";
  return verdict === "exempt" ? `exempt: ${waiver?.reason ?? "by an exception"} (${waiver?.owner ?? "nobody named"})` : undefined;
};

/** Why not in this state. */
export const stateForbids = (state: string | null, verb: Verb): string | undefined => {
  if (verb.from.length === 0) return undefined;
  if (state === null) return "its state is unknown";
  if (!changesOf(verb, {}) && givenTo(verb).length === 0 && (verb.done.includes(state) || state === verb.to))
    return `it is ${state} already`;
  return verb.from.includes(state) ? undefined : `it is ${state}, and must be ${verb.from.join(" or ")}`;
};

/** Whether it is meant for this one, as far as its settings are known; before the act they are looked at in any case. */
export const settingsForbid = ({ onlyIf = {} }: Verb, config: JsonObject | undefined): string | undefined => {
  const [field, values] = Object.entries(onlyIf).find(([name, some]) => config && !some.includes(config[name] ?? null)) ?? [];
  return (
    field &&
    `its ${field} is ${JSON.stringify(config?.[field] ?? null)}, and must be ${(values ?? []).map((one) => JSON.stringify(one)).join(" or ")}`
  );
};

/** What must be gone before it: AWS refuses to delete what others live in. */
export const othersForbid = ({ after }: Verb, { account, region, arn }: ReportedResource, key: Key, report: Report): string | undefined => {
  if (!after) return undefined;
  const cells = report.coverage.filter((cell) => cell.account === account && cell.region === region && cell.kind === after.kind);
  if (!cells.some(({ phase }) => phase === "list") || !cells.every(isComplete))
    return `whether nothing of the kind ${after.kind} is left in it is unknown`;
  const within =
    `${(arn ?? "").split(":").slice(0, 5).join(":")}:${after.arn.replaceAll(/\{(\w+)\}/g, (_, field: string) => String(key[field] ?? ""))}`.toLowerCase();
  const left = report.resources.find(
    (one) => one.kind === after.kind && (one.arn ?? "").toLowerCase().startsWith(within) && one.state !== "Deleted",
  );
  return left && `${left.kind} ${left.name} is still there, and must be gone first`;
};
