import type { AwsError } from "./errors.ts";
import type { Credentials } from "./credentials.ts";
import { isError } from "./paging.ts";

export type XmlAnswer = { status: number; type: "text/xml"; body: string };

const xml = (status: number, body: string): XmlAnswer => ({ status, type: "text/xml", body });
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const element = (name: string, content: string | Readonly<Record<string, string>>): string =>
  `<${name}>${typeof content === "string" ? escaped(content) : members(content)}</${name}>`;
const members = (content: Readonly<Record<string, string>>): string =>
  Object.entries(content)
    .map(([name, text]) => element(name, text))
    .join("");

const answer = (operation: string, result: string): XmlAnswer =>
  xml(
    200,
    `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${result}</${operation}Result>` +
      `<ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></${operation}Response>`,
  );

// Where others say ExpiredTokenException and UnrecognizedClientException, STS has names of its own.
const ownNames: Readonly<Record<string, string>> = {
  ExpiredTokenException: "ExpiredToken",
  UnrecognizedClientException: "InvalidClientTokenId",
  AccessDeniedException: "AccessDenied",
};

export const stsError = ({ type, message, status }: AwsError): XmlAnswer =>
  xml(
    status === 400 ? 403 : status,
    `<ErrorResponse><Error>${members({ Type: "Sender", Code: ownNames[type] ?? type, Message: message })}</Error><RequestId>0</RequestId></ErrorResponse>`,
  );

type Asked = { operation: string; body: string; caller: { account: string; arn: string }; credentials: Credentials };

const assumeRole = ({ body, caller, credentials }: Asked): XmlAnswer => {
  const input = new URLSearchParams(body);
  const roleArn = input.get("RoleArn") ?? "";
  const session = input.get("RoleSessionName") ?? "";
  const seconds = Number(input.get("DurationSeconds") ?? 3600);
  const [externalId, policy] = [input.get("ExternalId") ?? undefined, input.get("Policy") ?? undefined];
  const issued = credentials.assume(caller.arn, { roleArn, externalId, session, seconds, policy });
  if (isError(issued)) return stsError(issued);
  const key = { AccessKeyId: issued.id, SecretAccessKey: "stand-in", SessionToken: "stand-in", Expiration: issued.expiresAt };
  const user = { AssumedRoleId: `AROASTANDIN:${session}`, Arn: credentials.find(issued.id)?.arn ?? "" };
  return answer("AssumeRole", `${element("Credentials", key)}${element("AssumedRoleUser", user)}`);
};

type Identities = { options: { webIdentities?: Readonly<Record<string, string>> }; credentials: Credentials };

/** A token of an identity provider speaks for itself: the call bears no signature. */
export const webIdentityAnswer = (
  { options, credentials }: Identities,
  body: string,
): (XmlAnswer & { service: "sts"; operation: string }) | undefined => {
  const input = new URLSearchParams(body);
  const operation = "AssumeRoleWithWebIdentity";
  if (input.get("Action") !== operation) return undefined;
  const roleArn = options.webIdentities?.[input.get("WebIdentityToken") ?? ""];
  const session = input.get("RoleSessionName") ?? "";
  const issued = roleArn === input.get("RoleArn") && roleArn !== undefined ? credentials.issue(roleArn, session, 3600) : undefined;
  if (!issued)
    return {
      service: "sts",
      operation,
      ...stsError({ type: "InvalidIdentityToken", message: "Couldn't retrieve verification key", status: 400 }),
    };
  const key = { AccessKeyId: issued.id, SecretAccessKey: "stand-in", SessionToken: "stand-in", Expiration: issued.expiresAt };
  const user = { AssumedRoleId: `AROASTANDIN:${session}`, Arn: credentials.find(issued.id)?.arn ?? "" };
  return { service: "sts", operation, ...answer(operation, `${element("Credentials", key)}${element("AssumedRoleUser", user)}`) };
};

/** What the stand-in has of STS; nothing of an operation that it lacks. */
export const stsAnswer = (asked: Asked): XmlAnswer | undefined => {
  const { operation, caller } = asked;
  if (operation === "AssumeRole") return assumeRole(asked);
  if (operation !== "GetCallerIdentity") return undefined;
  return answer(operation, members({ Arn: caller.arn, UserId: "AROASTANDIN:stand-in", Account: caller.account }));
};
