import type { JsonObject } from "../../src/estate/json.ts";
import type { Credentials } from "./credentials.ts";
import { awsError, type AwsError } from "./errors.ts";
import { isError } from "./paging.ts";
import { textOf } from "./store.ts";

type Asked = { operation: string; input: JsonObject; caller: { account: string; arn: string }; credentials: Credentials };

const issuedAs = (issued: { id: string; expiresAt: string }, session: string, credentials: Credentials): JsonObject => ({
  Credentials: { AccessKeyId: issued.id, SecretAccessKey: "stand-in", SessionToken: "stand-in", Expiration: issued.expiresAt },
  AssumedRoleUser: { AssumedRoleId: `AROASTANDIN:${session}`, Arn: credentials.find(issued.id)?.arn ?? "" },
});

const assumeRole = ({ input, caller, credentials }: Asked): JsonObject | AwsError => {
  const roleArn = textOf(input["RoleArn"]);
  const session = textOf(input["RoleSessionName"]);
  const externalId = input["ExternalId"] === undefined ? undefined : textOf(input["ExternalId"]);
  const policy = input["Policy"] === undefined ? undefined : textOf(input["Policy"]);
  const seconds = Number(input["DurationSeconds"] ?? 3600);
  const issued = credentials.assume(caller.arn, { roleArn, externalId, session, seconds, policy });
  return isError(issued) ? issued : issuedAs(issued, session, credentials);
};

type Identities = { options: { webIdentities?: Readonly<Record<string, string>> }; credentials: Credentials };

/** A token of an identity provider speaks for itself: the call bears no signature. */
export const webIdentityAnswer = ({ options, credentials }: Identities, input: JsonObject): JsonObject | AwsError => {
  const roleArn = options.webIdentities?.[textOf(input["WebIdentityToken"])];
  if (roleArn === undefined || roleArn !== input["RoleArn"]) return awsError("InvalidIdentityToken", "Couldn't retrieve verification key");
  const session = textOf(input["RoleSessionName"]);
  return issuedAs(credentials.issue(roleArn, session, 3600), session, credentials);
};

/** What the stand-in has of STS; nothing of an operation that it lacks. */
export const stsAnswer = (asked: Asked): JsonObject | AwsError | undefined => {
  const { operation, caller } = asked;
  if (operation === "AssumeRole") return assumeRole(asked);
  if (operation !== "GetCallerIdentity") return undefined;
  return { Arn: caller.arn, UserId: "AROASTANDIN:stand-in", Account: caller.account };
};
