import { profileEndpoint } from "./profile-endpoint.ts";
import { profileRoles } from "./profile-roles.ts";

/** The date that an answer bears, whether it was a good one or an error that carries the response. */
const dateIn = (holder: unknown): string | undefined => {
  const headers: unknown = typeof holder === "object" && holder !== null ? Reflect.get(holder, "headers") : undefined;
  const date: unknown = typeof headers === "object" && headers !== null ? Reflect.get(headers, "date") : undefined;
  return typeof date === "string" ? date : undefined;
};

const responseOf = (holder: unknown, member: string): unknown =>
  typeof holder === "object" && holder !== null ? Reflect.get(holder, member) : undefined;

/** By how many seconds this machine's clock is ahead of AWS's; nothing if AWS did not say. AWS refuses what was signed five minutes off. */
export const clockSkew = async (region: string, profile?: string): Promise<number | undefined> => {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient({
    region,
    maxAttempts: 1,
    ...(profile !== undefined && { profile }),
    ...(await profileEndpoint(profile, "STS")),
    ...(await profileRoles(profile, region)),
  });
  let date: string | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      date = dateIn(result.response);
      return result;
    },
    { step: "deserialize", priority: "low", name: "readDate" },
  );
  try {
    await client.send(new GetCallerIdentityCommand({}));
  } catch (error) {
    date ??= dateIn(responseOf(error, "$response"));
  } finally {
    client.destroy();
  }
  const told = Date.parse(date ?? "");
  return Number.isNaN(told) ? undefined : Math.round((Date.now() - told) / 1000);
};
