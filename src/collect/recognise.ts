import type { Kind, Recognised } from "../kinds/kind.ts";
import { describeAll, type Description } from "./describe.ts";
import type { Failure } from "./failure.ts";
import { arnOf, toResource } from "./normalise.ts";
import type { ReadOptions } from "./read-one.ts";
import type { Item } from "./source.ts";
import { readTags } from "./tags.ts";

/** `item`: with all that was asked for to decide. `failure`: what kept it from being decided, or a part of it from being looked up. */
export type Recognition = { is: Recognised["is"]; item: Item; failure?: Failure };

const judged = async (
  of: NonNullable<Kind["recognition"]>["of"],
  description: Description,
  options: ReadOptions,
): Promise<Recognised["is"]> => {
  const { plan, place, reach } = options;
  const arn = arnOf(plan.kind, description.document, place);
  const tagged = await readTags({ plan: { ...plan, tags: "document" }, description, isIndexed: false, arn, bulk: undefined, reach });
  if (tagged === "gone") return "none";
  return of(toResource({ plan, place, id: arn.arn, description, arn: arn.arn, tags: tagged.tags })).is;
};

/** Whether what is listed is of the kind at all. Where the summary leaves it open, the descriptions that decide are asked for. */
export const recognise = async (item: Item, options: ReadOptions): Promise<Recognition> => {
  const { kind } = options.plan;
  const { recognition } = kind;
  if (!recognition) return { is: "one", item };
  const { refused = [] } = item;
  const at = async (describes: Kind["describe"]): Promise<Description | "gone"> =>
    describeAll({ kind, describes }, { summary: item.summary, refused }, options.reach);
  const seen = await at([]);
  const first = seen === "gone" ? "none" : await judged(recognition.of, seen, options);
  const [refusal] = refused;
  const lacking = refusal && first !== "none" ? { failure: refusal.failure } : {};
  // What was refused for all is not made good by asking for each.
  if (first !== "unsure" || refusal) return { is: first, item, ...lacking };
  const told = await at(kind.describe.filter(({ gives }) => gives?.some((member) => recognition.decides.includes(member))));
  if (told === "gone") return { is: "none", item };
  const is = await judged(recognition.of, told, options);
  const [failed] = told.refused;
  return { is, item: { ...item, summary: told.document }, ...(failed && is === "unsure" ? { failure: failed.failure } : {}) };
};
