import { withoutQuotations } from "../estate/quoted.ts";
import { profileEndpoint } from "./profile-endpoint.ts";
import { profileRoles } from "./profile-roles.ts";

/** `policy`: what the session may do at most, whatever the role may. */
export type Role = { arn: string; externalId?: string; sessionName: string; policy?: string };

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: Date };
export type Credentials = () => Promise<Keys>;
export type Assuming = { credentials: Credentials; forget: () => void };

type Base = { profile?: string | undefined; region?: string | undefined };

/** STS answers thousands of callers at once; who is throttled here loses a whole account. */
const attempts = 8;
/** Fetched anew so long before they end, so that no call goes out with credentials that end under way. */
const spare = 300_000;

/** The SDK knows errors of credentials by this name: without it, a role that is refused would look like a denied call. */
const asCredentialsError = (error: unknown, { arn }: Role): Error => {
  const said = error instanceof Error ? `${error.name}: ${withoutQuotations(error.message)}` : "no answer";
  const failure = new Error(`sts:AssumeRole of ${arn}: ${said}`, { cause: error });
  failure.name = "CredentialsProviderError";
  return failure;
};

/** Found anew each time, so that a base that was renewed in the meantime (a login, a token file) is taken up. */
const ask = async (role: Role, { profile, region }: Base): Promise<Keys> => {
  const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient({
    maxAttempts: attempts,
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { region }),
    ...(await profileEndpoint(profile, "STS")),
    ...(await profileRoles(profile, region)),
  });
  try {
    const { arn: RoleArn, externalId: ExternalId, sessionName: RoleSessionName, policy: Policy } = role;
    const bounds = { ...(ExternalId !== undefined && { ExternalId }), ...(Policy !== undefined && { Policy }) };
    const answer = await client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName, ...bounds }));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "", Expiration = new Date(0) } = answer.Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration: Expiration };
  } catch (error) {
    throw asCredentialsError(error, role);
  } finally {
    client.destroy();
  }
};

/** The passing credentials of a role: one set for all clients of an account, and another in time. */
export const assuming = (role: Role, base: Base): Assuming => {
  let current: Promise<Keys> | undefined;
  const fresh = (): Promise<Keys> => {
    const asked = ask(role, base);
    current = asked;
    asked.catch(() => {
      if (current === asked) current = undefined;
    });
    return asked;
  };
  return {
    credentials: async () => {
      const asked = current ?? fresh();
      const keys = await asked;
      if (keys.expiration.getTime() - Date.now() > spare) return keys;
      // Whoever comes first asks for all.
      return current === undefined || current === asked ? fresh() : current;
    },
    forget: () => {
      current = undefined;
    },
  };
};
