import { isObject, type JsonObject } from "../../../src/estate/json.ts";
import { operationShape, toWire } from "../shapes.ts";
import type { Answer, Protocol } from "./protocol.ts";

const json = (status: number, value: unknown): Answer => ({ status, type: "application/x-amz-json-1.1", body: JSON.stringify(value) });

export const parsed = (body: string): JsonObject => {
  const input: unknown = JSON.parse(body || "{}");
  return isObject(input) ? input : {};
};

/** JSON 1.1: the operation in a header, everything else in the body. */
export const jsonProtocol: Protocol = {
  ask: ({ headers, body }) => {
    const operation = String(headers["x-amz-target"] ?? "").split(".")[1];
    return operation === undefined ? undefined : { operation, input: parsed(body) };
  },
  tell: ({ service, operation }, answer) => json(200, toWire(operationShape(service, operation)?.output, answer)),
  refuse: (_, { type, message, status }) => json(status, { __type: type, message }),
};
