import type { Json, JsonObject } from "../../../src/estate/json.ts";
import {
  elementOf,
  fromText,
  httpOf,
  membersOf,
  operationNames,
  operationShape,
  traitsOf,
  type ServiceName,
  type Shape,
} from "../shapes.ts";
import type { Asked } from "./protocol.ts";

type Route = { operation: string; method: string; path: RegExp; labels: readonly string[]; query: readonly (readonly [string, string])[] };

const routeOf = (service: ServiceName, operation: string): Route[] => {
  const http = httpOf(service, operation);
  if (!http) return [];
  const [path = "", query = ""] = http.uri.split("?");
  const named = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, label = ""]) => label);
  // The bucket is in no template: it stands first in the path, or in the name of the host.
  const outside = [...membersOf(operationShape(service, operation)?.input)].flatMap(([name, part]) =>
    traitsOf(part)["httpLabel"] !== undefined && !named.includes(name) ? [name] : [],
  );
  const whole = [...outside.map((label) => `/{${label}}`), path].join("").replace(/\/$/, "");
  const pattern = whole
    .replaceAll(".", "\\.")
    .replaceAll(/\{\w+\+\}/g, "(.+)")
    .replaceAll(/\{\w+\}/g, "([^/]+)");
  return [
    {
      operation,
      method: http.method,
      path: new RegExp(`^${pattern}/?$`),
      labels: [...outside, ...named],
      query: [...new URLSearchParams(query)],
    },
  ];
};

const tables = new Map<ServiceName, Route[]>();
const routesOf = (service: ServiceName): Route[] => {
  const known = tables.get(service) ?? operationNames(service).flatMap((operation) => routeOf(service, operation));
  tables.set(service, known);
  return known;
};

const fits = (route: Route, { method, url }: Asked): boolean =>
  route.method === method &&
  route.path.test(url.pathname) &&
  route.query.every(([key, value]) => (value === "" ? url.searchParams.has(key) : [null, value].includes(url.searchParams.get(key))));

const fromAddress = (part: Shape, { url, headers }: Asked): Json | undefined => {
  const { httpQuery, httpHeader } = traitsOf(part);
  if (typeof httpHeader === "string") {
    const header = headers[httpHeader.toLowerCase()];
    return header === undefined ? undefined : fromText(part, String(header));
  }
  if (typeof httpQuery !== "string" || !url.searchParams.has(httpQuery)) return undefined;
  const element = elementOf(part);
  const given = url.searchParams.getAll(httpQuery);
  return element === undefined ? fromText(part, given[0] ?? "") : given.map((one) => fromText(element, one));
};

/** The operation that a method and an address mean, with the part of its input that stands in address and headers. */
export const routed = (asked: Asked): { operation: string; input: JsonObject } | undefined => {
  const [route] = routesOf(asked.service)
    .filter((one) => fits(one, asked))
    .toSorted((a, b) => b.query.length - a.query.length || a.labels.length - b.labels.length);
  if (!route) return undefined;
  const found = route.path.exec(asked.url.pathname)?.slice(1) ?? [];
  const input: JsonObject = Object.fromEntries(route.labels.map((label, index) => [label, decodeURIComponent(found[index] ?? "")]));
  for (const [name, part] of membersOf(operationShape(asked.service, route.operation)?.input)) {
    const value = fromAddress(part, asked);
    if (value !== undefined) input[name] = value;
  }
  return { operation: route.operation, input };
};
