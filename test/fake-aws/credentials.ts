import type { VirtualClock } from "./clock.ts";
import { awsError, type AwsError } from "./errors.ts";

/** A role that may be assumed; with an external id, only by who says it. */
export type Role = { arn: string; externalId?: string };
/** Whose key it is, and when it ends by the clock of the stand-in. */
type Key = { account: string; arn: string; expiresAt: number; policy?: string | undefined };
export type Issued = { id: string; expiresAt: string };

export type Credentials = ReturnType<typeof createCredentials>;

type Options = { keys: Readonly<Record<string, string>>; roles: readonly Role[]; clock: VirtualClock; partition: string };
export type Assumption = { roleArn: string; externalId: string | undefined; session: string; seconds: number; policy?: string | undefined };

/** Access keys and what they open: the ones given at the start, and the passing ones that AssumeRole hands out. */
export const createCredentials = ({ keys: given, roles, clock, partition }: Options) => {
  const keys = new Map<string, Key>();
  const withdrawn = new Set<string>();
  let issued = 0;
  const arnOf = (account: string, role: string, session: string): string =>
    `arn:${partition}:sts::${account}:assumed-role/${role}/${session}`;
  const admit = (id: string, account: string): void =>
    void keys.set(id, { account, arn: arnOf(account, "scanner", "stand-in"), expiresAt: Number.POSITIVE_INFINITY });
  for (const [id, account] of Object.entries(given)) admit(id, account);
  const issue = (roleArn: string, session: string, seconds: number, policy?: string): Issued => {
    const [, , , , account = "", name = ""] = roleArn.split(":");
    issued += 1;
    const id = `ASIASTANDIN${String(issued).padStart(9, "0")}`;
    const expiresAt = clock.now().getTime() + seconds * 1000;
    keys.set(id, { account, arn: arnOf(account, name.replace(/^role\/(.*\/)?/, ""), session), expiresAt, policy });
    return { id, expiresAt: new Date(expiresAt).toISOString() };
  };
  const refusal = (caller: string, roleArn: string): AwsError =>
    awsError("AccessDenied", `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`, 403);
  return {
    admit,
    /** From now on nobody may have it any more. */
    withdraw: (roleArn: string): void => void withdrawn.add(roleArn),
    /** A passing key, without asking whether it may be had. */
    issue,
    /** From now on AWS says of it that it has expired. */
    expire: (id: string): void => {
      const key = keys.get(id);
      if (key) key.expiresAt = clock.now().getTime();
    },
    find: (id: string): { account: string; arn: string; policy: string | undefined; hasExpired: boolean } | undefined => {
      const key = keys.get(id);
      return key && { account: key.account, arn: key.arn, policy: key.policy, hasExpired: clock.now().getTime() >= key.expiresAt };
    },
    /** A role that is not there is refused as one that may not be assumed: AWS does not tell which. */
    assume: (caller: string, { roleArn, externalId, session, seconds, policy }: Assumption): Issued | AwsError => {
      const role = roles.find(({ arn }) => arn === roleArn);
      if (!role || withdrawn.has(roleArn) || (role.externalId !== undefined && role.externalId !== externalId))
        return refusal(caller, roleArn);
      if ((policy?.length ?? 0) > 2048)
        return awsError("PackedPolicyTooLarge", "Packed policy consumes more than 100% of allotted space, please use smaller policy.");
      return issue(roleArn, session, seconds, policy);
    },
  };
};
