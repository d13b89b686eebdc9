import type { CellState } from "../estate/cell.ts";
import { withoutQuotations } from "../estate/quoted.ts";
import type { Unknown, UnknownReason } from "../estate/unknown.ts";
import { iamAction, type Operation } from "../kinds/operation.ts";

export type FailureType =
  | "throttled"
  | "denied"
  | "gone"
  /** The thing is there, and has no such setting. */
  | "none"
  | "credentials-expired"
  | "unsupported-in-region"
  | "region-disabled"
  | "invalid-token"
  | "out-of-time"
  | "transient"
  | "error";

/** Why a call gave nothing, in words that name the operation or the permission that is missing. */
export type Failure = {
  type: FailureType;
  detail: string;
  /** The name that led nowhere. */
  host?: string;
};

type Facts = { name: string; message: string; code: string; host: string; status: number; contentType: string };

const word = (value: unknown): string => (typeof value === "string" ? value : "");

/** The SDK hides the response that it could not read in the error. */
const contentTypeOf = (error: unknown): string => {
  const response: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "$response") : undefined;
  const headers = typeof response === "object" && response !== null && "headers" in response ? response.headers : undefined;
  return typeof headers === "object" && headers !== null && "content-type" in headers ? word(headers["content-type"]) : "";
};

const factsOf = (error: unknown): Facts => {
  const bag = new Map<string, unknown>(typeof error === "object" && error !== null ? Object.entries(error) : []);
  const metadata = bag.get("$metadata");
  const status = typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata ? metadata.httpStatusCode : undefined;
  return {
    name: error instanceof Error ? error.name : word(bag.get("name")),
    message: error instanceof Error ? error.message : String(error),
    code: word(bag.get("code")),
    host: word(bag.get("hostname")),
    status: typeof status === "number" ? status : 0,
    contentType: contentTypeOf(error),
  };
};

type Test = (facts: Facts) => boolean;
const named =
  (...names: string[]): Test =>
  ({ name, code }) =>
    names.includes(name) || names.includes(code);

// SageMaker says "not found" with ValidationException, so that only its words tell; EMR with InvalidRequestException.
const goneWords = /RecordNotFound|could not find|cannot find|does not exist|not found|Cluster id '[^']*' is not valid/i;
// Every other service has names of its own for it: FileSystemNotFound, RepositoryNotFoundException, InvalidGroup.NotFound.
const goneNames = /NotFound(?:Exception|Fault)?$|^NoSuch(?:Bucket|Entity|EntityException)$/;
const isGone: Test = ({ name, message }) =>
  goneNames.test(name) || (["ValidationException", "InvalidRequestException"].includes(name) && goneWords.test(message));

// The token of a page, not the security token.
const isInvalidToken: Test = ({ name, message }) =>
  ["InvalidNextToken", "InvalidPaginationToken"].includes(name) ||
  (["ValidationException", "InvalidRequestException", "PaginationTokenExpiredException"].includes(name) &&
    /(?:pagination|next) ?token|marker/i.test(message) &&
    /invalid|expired|not valid/i.test(message));

const isUnreadable: Test = ({ name, message }) => name === "SyntaxError" || /deserialization error/i.test(message);

/** AWS speaks JSON or XML; S3 and IAM the latter. */
const isOfAws = ({ contentType }: Facts): boolean => /json|xml/.test(contentType) && !contentType.includes("xhtml");

/** What answered was no service of AWS: a proxy, or some other server. It will not think better of it. */
const isForeign: Test = (facts) => isUnreadable(facts) && facts.contentType !== "" && !isOfAws(facts) && facts.status < 500;

/** It was read to its end, and holds something that the SDK cannot make sense of: asked again, it will say the same. */
const isNonsense: Test = ({ name, message }) => name === "TypeError" && /deserialization error/i.test(message);

// The first that matches decides. A name that does not resolve is no proof that the service is not in the region: the network may
// be at fault, so it is tried again; not-offered.ts looks for the proof.
const tests: readonly (readonly [FailureType, Test])[] = [
  [
    "throttled",
    named(
      "ThrottlingException",
      "Throttling",
      "ThrottledException",
      "EC2ThrottledException",
      "TooManyRequestsException",
      "RequestLimitExceeded",
      "LimitExceededException",
      "BandwidthLimitExceeded",
      "PriorRequestNotComplete",
      "RequestThrottled",
      "RequestThrottledException",
      "SlowDown",
    ),
  ],
  ["throttled", ({ status }) => status === 429],
  ["denied", named("AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "NotAuthorizedException")],
  [
    "credentials-expired",
    // EC2 says of a token what others say of a request that was too long under way.
    named("ExpiredTokenException", "ExpiredToken", "RequestExpired", "CredentialsProviderError", "TokenProviderError"),
  ],
  [
    "region-disabled",
    named(
      "UnrecognizedClientException",
      "InvalidClientTokenId",
      "InvalidAccessKeyId",
      "AuthFailure",
      "OptInRequired",
      "RegionDisabledException",
      // What S3 says of a token that is good in the regions alone that are on by themselves.
      "InvalidToken",
    ),
  ],
  // The services that are asked by forms, IAM and EC2 among them, say it in the second way.
  ["unsupported-in-region", named("UnknownOperationException", "InvalidAction")],
  [
    "none",
    named(
      "NoSuchBucketPolicy",
      "NoSuchPublicAccessBlockConfiguration",
      "NoSuchLifecycleConfiguration",
      "NoSuchTagSet",
      "OwnershipControlsNotFoundError",
      "ServerSideEncryptionConfigurationNotFoundError",
      "PolicyNotFound",
      "RepositoryPolicyNotFoundException",
      "LifecyclePolicyNotFoundException",
      // Of keys that KMS cannot rotate.
      "UnsupportedOperationException",
    ),
  ],
  ["invalid-token", isInvalidToken],
  ["gone", isGone],
  ["error", isForeign],
  // What stands in for AWS says so of what it cannot do, and will not learn it in a moment.
  ["error", ({ status }) => status === 501],
  ["error", isNonsense],
  ["transient", isUnreadable],
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
      "InvalidSignatureException",
      "SignatureDoesNotMatch",
    ),
  ],
  [
    "error",
    named("MissingAuthenticationToken", "MissingAuthenticationTokenException", "IncompleteSignature", "IncompleteSignatureException"),
  ],
  ["transient", named("ENOTFOUND", "ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH")],
  ["transient", ({ status, message }) => status >= 500 || /socket hang up|aborted/i.test(message)],
  // By whatever name: S3 has AllAccessDisabled and AccountProblem, others have more.
  ["denied", (facts) => [401, 403].includes(facts.status) && (facts.contentType === "" || isOfAws(facts))],
];

/** What denied a call, where AWS says more than that nobody allowed it: none of these is mended by allowing it. */
const deniers = [
  ["a service control policy", /service control policy/i],
  ["a resource control policy", /resource control policy/i],
  ["a permissions boundary", /permissions boundary/i],
  ["a session policy", /session policy/i],
  ["a VPC endpoint policy", /VPC endpoint policy/i],
  ["a resource-based policy", /explicit deny in a resource-based policy/i],
  ["an explicit deny", /explicit deny/i],
] as const;

const denierIn = (message: string): string | undefined => deniers.find(([, words]) => words.test(message))?.[0];

/** Of a denial that cannot be mended by allowing it, what denied it. */
export const deniedBy = ({ type, detail }: Failure): string | undefined =>
  type === "denied" ? deniers.find(([by]) => detail.endsWith(`, denied by ${by}`))?.[0] : undefined;

/** The words of a parser quote what it read, which may hold anything. */
const unreadable = (facts: Facts): string => {
  const { contentType, status } = facts;
  const broken = isNonsense(facts) ? "a value in the answer is none that AWS gives there" : "the answer broke off";
  const what = contentType === "" || isOfAws(facts) ? broken : "the answer was neither JSON nor XML";
  return status === 0 ? what : `${what}: HTTP ${status}`;
};

/** A 5xx says nothing but that it happened, in words that may repeat what was asked. */
const said = ({ message, status }: Facts): string => (status >= 500 ? `HTTP ${status}` : withoutQuotations(message).slice(0, 200));

/** Tells what an error means. A denial's own words are left out, as they name principals, and so is all that any error quotes. */
export const classify = (error: unknown, operation: Operation): Failure => {
  const facts = factsOf(error);
  const type = tests.find(([, test]) => test(facts))?.[0] ?? "error";
  if (type === "denied") {
    const by = denierIn(facts.message);
    return { type, detail: `needs ${iamAction(operation)}${by === undefined ? "" : `, denied by ${by}`}` };
  }
  if (isUnreadable(facts)) return { type, detail: `${operation.name}: ${unreadable(facts)}` };
  const isNameless = named("ENOTFOUND")(facts) && facts.host !== "";
  const detail = `${operation.name}: ${[facts.name, said(facts)].filter(Boolean).join(": ")}`;
  return { type, detail, ...(isNameless && { host: facts.host }) };
};

const cellStates: Record<FailureType, CellState> = {
  throttled: "throttled-out",
  denied: "denied",
  gone: "error",
  none: "error",
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
