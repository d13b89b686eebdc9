import type { Json, JsonObject } from "../../../src/estate/json.ts";
import { elementOf, fromText, membersOf, operationShape, traitsOf, type Shape } from "../shapes.ts";
import { olderNames, type Protocol } from "./protocol.ts";
import { escaped, members, tag, xmlType } from "./xml.ts";

/** `Filter.member.1=Role`: the value at a name, told from its shape. */
const valueAt = (shape: Shape, form: URLSearchParams, name: string): Json | undefined => {
  const element = elementOf(shape);
  if (element !== undefined) {
    const stem = traitsOf(shape)["xmlFlattened"] === undefined ? `${name}.member` : name;
    const items: Json[] = [];
    for (let index = 1; ; index += 1) {
      const item = valueAt(element, form, `${stem}.${index}`);
      if (item === undefined) break;
      items.push(item);
    }
    return items.length === 0 ? undefined : items;
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
      const value = valueAt(part, form, `${prefix}${name}`);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** AWS's query protocol: a form in, XML out. */
export const queryProtocol: Protocol = {
  ask: ({ service, body }) => {
    const form = new URLSearchParams(body);
    const operation = form.get("Action");
    if (operation === null) return undefined;
    return { operation, input: structureAt(operationShape(service, operation)?.input, form, "") };
  },
  tell: ({ service, operation }, answer) => {
    const result = tag(`${operation}Result`, members(operationShape(service, operation)?.output, answer));
    const metadata = tag("ResponseMetadata", tag("RequestId", "0"));
    return { status: 200, type: xmlType, body: tag(`${operation}Response`, result + metadata) };
  },
  refuse: (_, { type, message, status }) => {
    const own = olderNames[type];
    const error = tag("Type", "Sender") + tag("Code", own ?? type) + tag("Message", escaped(message));
    return {
      status: own === undefined ? status : 403,
      type: xmlType,
      body: tag("ErrorResponse", tag("Error", error) + tag("RequestId", "0")),
    };
  },
};
