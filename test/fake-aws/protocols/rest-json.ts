import { operationShape, toWire } from "../shapes.ts";
import { parsed } from "./json.ts";
import type { Answer, Protocol } from "./protocol.ts";
import { routed } from "./rest.ts";

const json = (status: number, value: unknown, headers = {}): Answer => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
  headers,
});

/** REST with JSON: the operation in method and path, the error's name in a header. */
export const restJsonProtocol: Protocol = {
  ask: (asked) => {
    const found = routed(asked);
    return found && { ...found, input: { ...parsed(asked.body), ...found.input } };
  },
  tell: ({ service, operation }, answer) => json(200, toWire(operationShape(service, operation)?.output, answer)),
  refuse: (_, { type, message, status }) => json(status, { __type: type, message }, { "x-amzn-errortype": type }),
};
