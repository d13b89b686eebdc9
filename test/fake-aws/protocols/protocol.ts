import type { IncomingHttpHeaders } from "node:http";
import type { JsonObject } from "../../../src/estate/json.ts";
import type { AwsError } from "../errors.ts";
import type { ServiceName } from "../shapes.ts";

/** A request as HTTP brings it. */
export type Asked = { service: ServiceName; method: string; url: URL; headers: IncomingHttpHeaders; body: string };
export type Question = { operation: string; input: JsonObject };
export type Answer = { status: number; type: string; body: string; headers?: Readonly<Record<string, string>>; how?: "reset" | "truncate" };

/** How a service is spoken to: what is asked, and how an answer or an error goes over the wire. */
export type Protocol = {
  /** Nothing of what the service's model does not have. */
  ask: (asked: Asked) => Question | undefined;
  tell: (asked: { service: ServiceName; operation: string }, answer: JsonObject) => Answer;
  refuse: (service: ServiceName, error: AwsError) => Answer;
};

/** What others call ExpiredTokenException has an older name in the services that speak XML. */
export const olderNames: Readonly<Record<string, string>> = {
  ExpiredTokenException: "ExpiredToken",
  UnrecognizedClientException: "InvalidClientTokenId",
  AccessDeniedException: "AccessDenied",
};
