import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { clusters } from "./clusters.ts";
import { endpoints } from "./endpoints.ts";
import { jobs } from "./jobs.ts";
import { network } from "./network.ts";
import { notebooks } from "./notebooks.ts";
import { platform } from "./platform.ts";
import { roles } from "./roles.ts";
import { studio } from "./studio.ts";
import { account, clockAt, type DemoDocument, region } from "./team.ts";

/** AWS leaves out what is not there. */
const withoutNulls = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]) => (part === null ? [] : [[name, withoutNulls(part)]])));
};

const complete = ({ kind, document, tags }: DemoDocument): { kind: string; document: JsonObject } => {
  const described = withoutNulls(document);
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return { kind, document: { ...(isObject(described) ? described : {}), Tags } };
};

/** The demo team's account as AWS describes it, at an instant: what `scan --demo` reads, and what a stand-in of AWS can serve. */
export const demoDocuments = (now: string): { account: string; region: string; resources: Record<string, JsonObject[]> } => {
  const clock = clockAt(now);
  const resources: Record<string, JsonObject[]> = {};
  for (const each of [
    ...notebooks(clock),
    ...clusters(clock),
    ...jobs(clock),
    ...endpoints(clock),
    ...studio(clock),
    ...platform(clock),
    ...network(),
    ...roles(clock),
  ]) {
    const { kind, document } = complete(each);
    (resources[kind] ??= []).push(document);
  }
  return { account, region, resources };
};
