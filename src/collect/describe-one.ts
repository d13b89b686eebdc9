import type { Resource } from "../estate/estate.ts";
import type { JsonObject } from "../estate/json.ts";
import { placesOf } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { parsePath } from "../kinds/path-in.ts";
import { createCaller, type Call } from "./call.ts";
import type { Clients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import { keyOf } from "./document.ts";
import type { Failure } from "./failure.ts";
import type { Place } from "./normalise.ts";
import { lookingUp } from "./look-up.ts";
import { listPages } from "./pages.ts";
import { planOne } from "./plan.ts";
import { readOne } from "./read-one.ts";
import type { Item } from "./source.ts";

export type DescribeOneOptions = { kind: Kind; resource: Resource; clients: Clients; clock: Clock; budgetSeconds: number };

/** What stands there now: the resource with all that could be read of it (the rest is in its unknowns), that it is gone, or why nobody can say. */
export type DescribeOne = { state: "there"; resource: Resource } | { state: "gone" } | { state: "failed"; failure: Failure };

/** The part of a summary that a description is asked by, put together again from what is known of the resource. */
const summaryFrom = (kind: Kind, resource: Resource): JsonObject => {
  const summary: JsonObject = {};
  const wanted = new Set<unknown>(kind.describe.flatMap(({ input }) => Object.values(input)));
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = resource.config[name] ?? null;
    if (field.shape !== "leaf" || field.api === undefined || value === null) continue;
    const place = placesOf(field.api).find((one) => wanted.has(one));
    const [member, ...deeper] = place === undefined ? [] : parsePath(place);
    if (member !== undefined && deeper.length === 0) summary[String(member)] = value;
  }
  return summary;
};

/** Whether it is known by what its description is asked by: all that would come back for a request without a name is a refusal. */
const isNamed = (kind: Kind, summary: JsonObject): boolean =>
  kind.describe.every(({ gives, input }) => {
    const paths = Object.values(input).filter((member) => typeof member === "string");
    return gives !== undefined || paths.length === 0 || paths.some((path) => Object.hasOwn(summary, path));
  });

/** A kind with a description is asked for by name. */
const sketched = (kind: Kind, resource: Resource): Found => {
  const summary = summaryFrom(kind, resource);
  if (isNamed(kind, summary)) return { state: "found", item: { summary } };
  return { state: "failed", failure: { type: "error", detail: `what ${resource.name} is described by is not known` } };
};

type Found = { state: "found"; item: Item } | Exclude<DescribeOne, { state: "there" }>;

/** Whether a description says what it is, and not only what one part of it is. */
const isDescribed = (kind: Kind): boolean => kind.describe.some(({ gives }) => gives === undefined);

/** A kind without a description shows itself in its list only. */
const findInList = async (kind: Kind, resource: Resource, call: Call): Promise<Found> => {
  const key = kind.list.items === null ? "" : JSON.stringify(kind.identity.key.map((name) => resource.config[name] ?? null));
  const reach = { region: resource.region, call };
  const { alone, pageSize } = kind.list;
  // Asked for by id, a list knows no pages.
  const ids = alone ? { [alone.member]: [resource.config[alone.field]], ...(pageSize && { [pageSize.member]: undefined }) } : {};
  const pages = listPages(kind.list, ids, reach);
  for (;;) {
    const next = await pages.next();
    if (next.done) return next.value && next.value.type !== "gone" ? { state: "failed", failure: next.value } : { state: "gone" };
    const summary = next.value.items.find((item) => keyOf(kind, item) === key);
    const [item] = summary ? await lookingUp(kind, reach)([summary]) : [];
    if (item) return { state: "found", item };
  }
};

/** Of what is known by its name alone, the caller's: ARNs are made of it. Made with none, nothing is found by them. */
const partitionOf = async ({ arn, region }: Resource, clients: Clients): Promise<string> => {
  const whole = arn ?? (await clients.caller(region).catch(() => ({ arn: "" }))).arn;
  return whole.split(":")[1] ?? "";
};

/** Looks at one resource again, right before something is done to it. */
export const describeOne = async ({ kind, resource, clients, clock, budgetSeconds }: DescribeOneOptions): Promise<DescribeOne> => {
  const isOurs = async (): Promise<boolean> => (await clients.caller(resource.region)).account === resource.account;
  const { call } = createCaller({ clients, clock, concurrency: 1, budgetSeconds, on: () => undefined, isOurs });
  const found: Found = isDescribed(kind) ? sketched(kind, resource) : await findInList(kind, resource, call);
  if (found.state !== "found") return found;
  const place: Place = { account: resource.account, region: resource.region, partition: await partitionOf(resource, clients) };
  const reach = { region: resource.region, call };
  const read = await readOne(found.item, { plan: planOne(kind), place, reach });
  if (read === "gone") return { state: "gone" };
  const [failure] = read.visits.describe.failures;
  return failure ? { state: "failed", failure } : { state: "there", resource: { ...read.resource, id: resource.id } };
};
