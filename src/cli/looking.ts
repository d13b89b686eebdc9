import type { Resource } from "../estate/estate.ts";
import type { Clients, FixItem, PlanInput, Report } from "../index.ts";
import { wallClock } from "./clock.ts";

const budgetSeconds = 120;

type Named = Pick<Resource, "kind" | "name" | "arn" | "account" | "region" | "createdAt"> & { id: string };

/** As much of a resource as is known: enough to describe it again. */
const sketch = ({ id, kind, name, arn, account, region, createdAt }: Named, key: Readonly<Record<string, string>>): Resource => ({
  id,
  kind,
  name,
  arn,
  account,
  region,
  createdAt,
  config: { ...key },
  unknown: {},
  defaulted: [],
});

type Look = Resource | "gone" | "unseen";

const lookAt = async (clients: Clients, resource: Resource): Promise<Look> => {
  const { describeOne, kindNamed } = await import("../index.ts");
  const kind = kindNamed(resource.kind);
  if (!kind) return "unseen";
  const seen = await describeOne({ kind, resource, clients, clock: wallClock, budgetSeconds });
  if (seen.state === "there") return seen.resource;
  return seen.state === "gone" ? "gone" : "unseen";
};

/** What stands now where an act was done. */
export const lookWith =
  (clients: Clients) =>
  (item: FixItem): Promise<Look> =>
    lookAt(clients, sketch({ ...item, id: item.resource }, item.key));

/** The keys of resources with findings whose ARN may be read in two ways: the one that leads to this ARN. */
export const keysOf = async (report: Report, clients: Clients): Promise<NonNullable<PlanInput["keyOf"]>> => {
  const { keysFromArn, kindNamed } = await import("../index.ts");
  const wanted = new Set(report.findings.filter(({ verdict }) => verdict === "fail").map(({ resource }) => resource));
  const known = new Map<string, Record<string, string>>();
  for (const resource of report.resources.filter(({ id }) => wanted.has(id))) {
    const kind = kindNamed(resource.kind);
    const keys = kind ? keysFromArn(kind, resource) : [];
    if (keys.length < 2) continue;
    for (const key of keys) {
      const seen = await lookAt(clients, sketch(resource, key));
      if (typeof seen === "object" && seen.arn === resource.arn) known.set(resource.id, key);
    }
  }
  return ({ id }) => known.get(id);
};
