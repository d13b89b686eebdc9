import type { Json, JsonObject } from "../../../src/estate/json.ts";
import { elementOf, fromText, membersOf, operationShape, traitsOf, type Shape } from "../shapes.ts";
import type { Protocol } from "./protocol.ts";
import { escaped, members, tag, xmlType } from "./xml.ts";

/** What others call by another name. */
const ownNames: Readonly<Record<string, { code: string; status: number }>> = {
  AccessDeniedException: { code: "UnauthorizedOperation", status: 403 },
  ExpiredTokenException: { code: "RequestExpired", status: 400 },
  UnrecognizedClientException: { code: "AuthFailure", status: 401 },
  ThrottlingException: { code: "RequestLimitExceeded", status: 503 },
  UnknownOperationException: { code: "InvalidAction", status: 400 },
};

const queryName = (name: string, shape: Shape): string => {
  const { ec2QueryName, xmlName } = traitsOf(shape);
  if (typeof ec2QueryName === "string") return ec2QueryName;
  const own = typeof xmlName === "string" ? xmlName : name;
  return own.charAt(0).toUpperCase() + own.slice(1);
};

/** `Filter.1.Value.2=stopped`: lists stand there without a level of their own. */
const valueAt = (shape: Shape, form: URLSearchParams, name: string): Json | undefined => {
  const element = elementOf(shape);
  if (element !== undefined) {
    const items: Json[] = [];
    for (let index = 1; ; index += 1) {
      const item = valueAt(element, form, `${name}.${index}`);
      if (item === undefined) return items.length === 0 ? undefined : items;
      items.push(item);
    }
  }
  if (membersOf(shape).size > 0) {
    const inner = structureAt(shape, form, `${name}.`);
    return Object.keys(inner).length === 0 ? undefined : inner;
  }
  const given = form.get(name);
  return given === null ? undefined : fromText(shape, given);
};

const structureAt = (shape: Shape, form: URLSearchParams, prefix: string): JsonObject =>
  Object.fromEntries(
    [...membersOf(shape)].flatMap(([name, part]) => {
      const value = valueAt(part, form, `${prefix}${queryName(name, part)}`);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** EC2's own query protocol: names, lists and errors differ from the others'. */
export const ec2QueryProtocol: Protocol = {
  ask: ({ service, body }) => {
    const form = new URLSearchParams(body);
    const operation = form.get("Action");
    return operation === null ? undefined : { operation, input: structureAt(operationShape(service, operation)?.input, form, "") };
  },
  tell: ({ service, operation }, answer) => {
    const inner = tag("requestId", "0") + members(operationShape(service, operation)?.output, answer);
    return { status: 200, type: xmlType, body: tag(`${operation}Response`, inner) };
  },
  refuse: (_, { type, message, status }) => {
    const own = ownNames[type] ?? { code: type, status };
    const error = tag("Error", tag("Code", own.code) + tag("Message", escaped(message)));
    return { status: own.status, type: xmlType, body: tag("Response", tag("Errors", error) + tag("RequestID", "0")) };
  },
};
