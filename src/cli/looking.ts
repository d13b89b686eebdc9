import type { Resource } from "../estate/estate.ts";
import type { Clients, FixItem, PlanInput, Report, Verb } from "../index.ts";
import { wallClock } from "./clock.ts";
import type { Ways } from "./way.ts";

const budgetSeconds = 120;

type Named = Pick<Resource, "kind" | "name" | "arn" | "account" | "region" | "createdAt"> & { id: string };

/** As much of a resource as is known: enough to describe it again. */
const sketch = ({ id, kind, name, arn, account, region, createdAt }: Named, key: FixItem["key"]): Resource => ({
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
  (ways: Ways): ((item: FixItem) => Promise<Look>) =>
  async (item) => {
    const way = await ways.to(item.account);
    return typeof way === "string" ? "unseen" : lookAt(way.clients, sketch({ ...item, id: item.resource }, item.key));
  };

/** A verb that needs to know more of a resource than a report says: what is given to it, or whom it is meant for. */
const needsLook = (verb: Verb | undefined): boolean =>
  verb !== undefined &&
  (verb.onlyIf !== undefined ||
    Object.values(verb.input).some((from) => typeof from === "object" && ("given" in from || "keysOf" in from)));

/** The verbs that are asked for, by the resource whose finding they put right. */
const verbsAsked = (report: Report, { verbs, only = () => true }: Asking): Map<string, string[]> => {
  const [resources, rules] = [new Map(report.resources.map((one) => [one.id, one])), new Map(report.rules.map((rule) => [rule.id, rule]))];
  const asked = new Map<string, string[]>();
  for (const finding of report.findings) {
    const resource = resources.get(finding.resource);
    if (finding.verdict !== "fail" || !resource || !only(finding, resource)) continue;
    const remedies = [rules.get(finding.rule)?.remedy ?? []].flat().filter((verb) => verbs.includes(verb));
    if (remedies.length > 0) asked.set(resource.id, [...(asked.get(resource.id) ?? []), ...remedies]);
  }
  return asked;
};

type Asking = Pick<PlanInput, "verbs" | "only">;

/** The resources that an act is asked for. */
export const askedIn = (report: Report, asking: Asking): Report["resources"] => {
  const asked = verbsAsked(report, asking);
  return report.resources.filter(({ id }) => asked.has(id));
};

/**
 * A look at the resources that an act is asked for, where their ARN may be read in two ways (the one that leads to this ARN is right),
 * or where a verb depends on their settings.
 */
export const looksAt = async (report: Report, ways: Ways, asking: Asking): Promise<Required<Pick<PlanInput, "keyOf" | "configOf">>> => {
  const { keysFromArn, kindNamed } = await import("../index.ts");
  const asked = verbsAsked(report, asking);
  const known = new Map<string, { key: FixItem["key"]; config: Resource["config"] }>();
  for (const resource of report.resources) {
    const [kind, verbs] = [kindNamed(resource.kind), asked.get(resource.id)];
    if (!kind || !verbs) continue;
    const keys = keysFromArn(kind, resource);
    if (keys.length < 2 && !verbs.some((verb) => needsLook(kind.verbs[verb]))) continue;
    const way = await ways.to(resource.account);
    if (typeof way === "string") continue;
    for (const key of keys) {
      const seen = await lookAt(way.clients, sketch(resource, key));
      if (typeof seen === "object" && seen.arn === resource.arn) known.set(resource.id, { key, config: seen.config });
    }
  }
  return { keyOf: ({ id }) => known.get(id)?.key, configOf: ({ id }) => known.get(id)?.config };
};
