import type { Config } from "../config/config.ts";
import type { Access, Clients } from "../index.ts";

/** One account, for those who act in it: who calls, who looks, and how acts get in where no acting role is named. */
export type Way = { account: string; caller: string; looksAs: string; clients: Clients; acting: Access };

/** The ways into every account that the configuration names, by the doors that a scan has. */
export type Ways = {
  /** Who plans, approves and holds the lease. */
  identity: string;
  /** A way, or why there is none. It stays as it was found: nobody is refused at first and let in later. */
  to: (account: string) => Promise<Way | string>;
  /** Who calls in an account; undefined: nobody knows, since it opens to nobody. */
  callerIn: (account: string) => Promise<string | undefined>;
  /** Everybody who calls anywhere. */
  callers: () => Promise<string[]>;
  /** For a question that is about no account; undefined: there is nobody's in particular. */
  home: Clients | undefined;
  close: () => void;
};

export type Asked = Pick<Config, "accounts" | "organization" | "awsRoles">;

/** The role under which acts are done in an account; undefined: whoever calls there acts. */
export const actingRole = ({ awsRoles }: Asked, { account, acting }: Way): Access["role"] => {
  const { act, externalId } = awsRoles;
  if (act === null) return acting.role;
  return { arn: act.replace("{account}", account), sessionName: "sagewarden", ...(externalId !== null && { externalId }) };
};
