import type { CellState } from "../estate/cell.ts";
import type { Unknown, UnknownReason } from "../estate/unknown.ts";
import { iamAction, type Operation } from "../kinds/operation.ts";

export type FailureType =
  | "throttled"
  | "denied"
  | "gone"
  | "credentials-expired"
  | "unsupported-in-region"
  | "region-disabled"
  | "invalid-token"
  | "out-of-time"
  | "transient"
  | "error";

/** Why a call gave nothing, in words that name the operation or the permission that is missing. */
export type Failure = { type: FailureType; detail: string };

type Facts = { name: string; message: string; code: string; status: number };

const word = (value: unknown): string => (typeof value === "string" ? value : "");

const factsOf = (error: unknown): Facts => {
  const bag = new Map<string, unknown>(typeof error === "object" && error !== null ? Object.entries(error) : []);
  const metadata = bag.get("$metadata");
  const status = typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata ? metadata.httpStatusCode : undefined;
  return {
    name: error instanceof Error ? error.name : word(bag.get("name")),
    message: error instanceof Error ? error.message : String(error),
    code: word(bag.get("code")),
    status: typeof status === "number" ? status : 0,
  };
};

type Test = (facts: Facts) => boolean;
const named =
  (...names: string[]): Test =>
  ({ name, code }) =>
    names.includes(name) || names.includes(code);

// SageMaker says "not found" with ValidationException, so that only its words tell; EMR with InvalidRequestException.
const goneWords = /RecordNotFound|could not find|does not exist|not found|Cluster id '[^']*' is not valid/i;
const isGone: Test = ({ name, message }) =>
  ["ResourceNotFound", "ResourceNotFoundException"].includes(name) ||
  (["ValidationException", "InvalidRequestException"].includes(name) && goneWords.test(message));

// The token of a page, not the security token.
const isInvalidToken: Test = ({ name, message }) =>
  ["ValidationException", "InvalidRequestException", "PaginationTokenExpiredException"].includes(name) &&
  /(?:pagination|next) ?token|marker/i.test(message) &&
  /invalid|expired|not valid/i.test(message);

// The first that matches decides. A name that does not resolve is no proof that the service is not in the region: the network may
// be at fault, so it is tried again and ends as an error, never as a region that is known to hold nothing.
const tests: readonly (readonly [FailureType, Test])[] = [
  [
    "throttled",
    named(
      "ThrottlingException",
      "Throttling",
      "ThrottledException",
      "TooManyRequestsException",
      "RequestLimitExceeded",
      "LimitExceededException",
      "RequestThrottled",
      "SlowDown",
    ),
  ],
  ["denied", named("AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "NotAuthorizedException")],
  ["credentials-expired", named("ExpiredTokenException", "ExpiredToken", "CredentialsProviderError", "TokenProviderError")],
  [
    "region-disabled",
    named("UnrecognizedClientException", "InvalidClientTokenId", "AuthFailure", "OptInRequired", "RegionDisabledException"),
  ],
  ["unsupported-in-region", named("UnknownOperationException")],
  ["invalid-token", isInvalidToken],
  ["gone", isGone],
  [
    "transient",
    named(
      "InternalFailure",
      "InternalServerException",
      "InternalServerError",
      "ServiceUnavailable",
      "ServiceUnavailableException",
      "TimeoutError",
      "RequestTimeout",
      "RequestTimeTooSkewed",
      "RequestExpired",
      "InvalidSignatureException",
      "SyntaxError",
    ),
  ],
  ["transient", named("ENOTFOUND", "ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH")],
  ["transient", ({ status, message }) => status >= 500 || /socket hang up|aborted|deserialization/i.test(message)],
];

const denier = (message: string): string => {
  if (/service control policy/i.test(message)) return ", denied by a service control policy";
  if (/permissions boundary/i.test(message)) return ", denied by a permissions boundary";
  return /session policy/i.test(message) ? ", denied by a session policy" : "";
};

/** Tells what an error means. Only a denial's own words are left out: they name principals that a report need not show. */
export const classify = (error: unknown, operation: Operation): Failure => {
  const facts = factsOf(error);
  const type = tests.find(([, test]) => test(facts))?.[0] ?? "error";
  if (type === "denied") return { type, detail: `needs ${iamAction(operation)}${denier(facts.message)}` };
  const said = facts.message.replaceAll(/\s+/g, " ").slice(0, 200);
  return { type, detail: `${operation.name}: ${[facts.name, said].filter(Boolean).join(": ")}` };
};

const cellStates: Record<FailureType, CellState> = {
  throttled: "throttled-out",
  denied: "denied",
  gone: "error",
  "credentials-expired": "credentials-expired",
  "unsupported-in-region": "unsupported-in-region",
  "region-disabled": "region-disabled",
  "invalid-token": "error",
  "out-of-time": "not-reached",
  transient: "error",
  error: "error",
};
export const cellStateOf = ({ type }: Failure): CellState => cellStates[type];

const reasons: Partial<Record<FailureType, UnknownReason>> = {
  throttled: "throttled-out",
  denied: "denied",
  "credentials-expired": "credentials-expired",
  "out-of-time": "not-collected",
};
export const unknownOf = ({ type, detail }: Failure): Unknown => ({ reason: reasons[type] ?? "error", detail });
