import { Problem } from "../estate/problem.ts";
import { withoutQuotations } from "../estate/quoted.ts";
import type { Clients } from "./clients.ts";

/** Whose estate is looked at. */
export type Identity = { account: string; partition: string; arn: string };

/** Asks in each region until one answers, since the first may be switched off for the account. */
export const identify = async (clients: Clients, regions: readonly string[]): Promise<Identity> => {
  const refusals: unknown[] = [];
  for (const region of regions) {
    try {
      const { account, arn } = await clients.caller(region);
      return { account, arn, partition: arn.split(":")[1] ?? "aws" };
    } catch (error) {
      refusals.push(error);
    }
  }
  const [first] = refusals;
  throw new Problem(
    {
      code: "no-identity",
      what: `AWS did not say who is calling${first instanceof Error ? `: ${first.name}: ${withoutQuotations(first.message)}` : ""}.`,
      where: `sts:GetCallerIdentity in ${regions.join(", ")}`,
      todo: "Give credentials as to any tool for AWS (AWS_PROFILE, AWS_ACCESS_KEY_ID, aws sso login), and see that they have not expired.",
    },
    { cause: first },
  );
};

export const stillKnown = (clients: Clients, regions: readonly string[]): Promise<boolean> =>
  identify(clients, regions).then(
    () => true,
    () => false,
  );
