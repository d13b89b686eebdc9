import type { Config } from "../config/config.ts";
import type { Access } from "../index.ts";

/** Who calls: whoever the surroundings name, or the one profile that was asked for. */
export const callerAccess = ({ accounts }: Pick<Config, "accounts">): Access => {
  const [only, ...others] = accounts;
  return only?.profile === undefined || others.length > 0 ? {} : { profile: only.profile };
};

/** How the caller's own account is looked at: under the reading role, if there is one. Accounts that are named have ways of their own. */
export const readAccess = ({ awsRoles, accounts }: Pick<Config, "awsRoles" | "accounts">, region?: string): Access => {
  const { read, externalId } = awsRoles;
  const caller = callerAccess({ accounts });
  if (read === null || accounts.length > 0) return caller;
  const role = { arn: read, sessionName: "sagewarden-read", ...(externalId !== null && { externalId }) };
  return { role, ...(region !== undefined && { region }) };
};
