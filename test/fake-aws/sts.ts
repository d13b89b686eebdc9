import type { JsonObject } from "../../src/estate/json.ts";
import type { Credentials } from "./credentials.ts";
import type { AwsError } from "./errors.ts";
import { isError } from "./paging.ts";
import { textOf } from "./store.ts";

type Asked = { operation: string; input: JsonObject; caller: { account: string; arn: string }; credentials: Credentials };

const assumeRole = ({ input, caller, credentials }: Asked): JsonObject | AwsError => {
  const roleArn = textOf(input["RoleArn"]);
  const session = textOf(input["RoleSessionName"]);
  const externalId = input["ExternalId"] === undefined ? undefined : textOf(input["ExternalId"]);
  const issued = credentials.assume(caller.arn, { roleArn, externalId, session, seconds: Number(input["DurationSeconds"] ?? 3600) });
  if (isError(issued)) return issued;
  return {
    Credentials: { AccessKeyId: issued.id, SecretAccessKey: "stand-in", SessionToken: "stand-in", Expiration: issued.expiresAt },
    AssumedRoleUser: { AssumedRoleId: `AROASTANDIN:${session}`, Arn: credentials.find(issued.id)?.arn ?? "" },
  };
};

/** What the stand-in has of STS; nothing of an operation that it lacks. */
export const stsAnswer = (asked: Asked): JsonObject | AwsError | undefined => {
  const { operation, caller } = asked;
  if (operation === "AssumeRole") return assumeRole(asked);
  if (operation !== "GetCallerIdentity") return undefined;
  return { Arn: caller.arn, UserId: "AROASTANDIN:stand-in", Account: caller.account };
};
