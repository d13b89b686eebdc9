import type { IncomingMessage } from "node:http";
import type { Credentials } from "./credentials.ts";

type Told = { service: "sso"; operation: string; status: number; type: string; body: string };

const told = (status: number, body: object): Told => ({
  service: "sso",
  operation: "GetRoleCredentials",
  status,
  type: "application/json",
  body: JSON.stringify(body),
});

/** The portal of a single sign-on: whoever has a token of a login gets the credentials of a role. */
export const loginAnswer = (logins: readonly string[], credentials: Credentials, message: IncomingMessage): Told | undefined => {
  const url = new URL(message.url ?? "/", "http://portal");
  if (url.pathname !== "/federation/credentials") return undefined;
  if (!logins.includes(String(message.headers["x-amz-sso_bearer_token"])))
    return told(401, { message: "Session token not found or invalid" });
  const role = url.searchParams.get("role_name") ?? "";
  const issued = credentials.issue(`arn:aws:iam::${url.searchParams.get("account_id") ?? ""}:role/${role}`, "ada", 3600);
  const key = { accessKeyId: issued.id, secretAccessKey: "stand-in", sessionToken: "stand-in", expiration: Date.parse(issued.expiresAt) };
  return told(200, { roleCredentials: key });
};
