import type { Json } from "../estate/json.ts";
import { servicePrefix } from "../kinds/operation.ts";
import { alsoNeeds, knowsNoResource } from "../kinds/particulars.ts";
import type { FixItem } from "./fix-plan.ts";

/** What AWS takes as the policy of a session. */
const mostCharacters = 2048;

/** What one session may do: the calls of these acts, on these resources, and nothing else. */
export type SessionBound = { items: readonly FixItem[]; policy: string };

type Grant = { action: string; resource: string };

const isRole = (value: Json | undefined): value is string => typeof value === "string" && /^arn:[^:]+:iam::\d{12}:role\//.test(value);

/** A request that names a role hands it on; one that makes an endpoint names its configuration too; one with tags tags. */
const alsoGranted = ({ input, arn }: FixItem, action: string): Grant[] => {
  const config = input["EndpointConfigName"];
  const endpoint = typeof config === "string" ? [arn.replace(/:endpoint\/.*$/, `:endpoint-config/${config.toLowerCase()}`)] : [];
  const roles = Object.values(input).filter(isRole);
  const tagging = Object.hasOwn(input, "Tags") ? (alsoNeeds[action]?.actions ?? []) : [];
  return [
    ...endpoint.map((resource) => ({ action: "sagemaker:CreateEndpoint", resource })),
    ...roles.map((resource) => ({ action: "iam:PassRole", resource })),
    ...tagging.map((also) => ({ action: also.action, resource: arn })),
  ];
};

const grantsOf = (item: FixItem): Grant[] => {
  const { service, name } = item.operation;
  const action = `${new Map<string, string>(Object.entries(servicePrefix)).get(service) ?? service}:${name}`;
  return [{ action, resource: knowsNoResource.includes(action) ? "*" : item.arn }, ...alsoGranted(item, action)];
};

const policyOf = (items: readonly FixItem[]): string => {
  const byAction = Map.groupBy(items.flatMap(grantsOf), ({ action }) => action);
  const statements = [...byAction.keys()].sort().map((Action) => ({
    Effect: "Allow",
    Action,
    Resource: [...new Set((byAction.get(Action) ?? []).map(({ resource }) => resource))].sort(),
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
};

/** Halves, until each is short enough. */
const cut = (items: readonly FixItem[]): SessionBound[] => {
  const policy = policyOf(items);
  return policy.length <= mostCharacters || items.length < 2 ? [{ items, policy }] : halve({ items, policy });
};

/** One session's work as that of two: where AWS finds a policy too large, though it is short enough as text. */
export const halve = ({ items }: SessionBound): SessionBound[] => {
  const middle = Math.ceil(items.length / 2);
  return [...cut(items.slice(0, middle)), ...cut(items.slice(middle))];
};

/** The sessions that a plan needs: of one account each, in the order of the plan. */
export const sessionBounds = (items: readonly FixItem[]): SessionBound[] =>
  [...Map.groupBy(items, ({ account }) => account).values()].flatMap(cut);
