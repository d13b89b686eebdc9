import type { Clients } from "../index.ts";

/**
 * Whether something lies in the account that these credentials open. A name that is looked for in another account is not found, or is
 * found to be another one's: neither says anything of what is meant.
 */
export const ownAccount = (clients: Clients): ((place: { account: string; region: string }) => Promise<boolean>) => {
  let asked: Promise<string> | undefined;
  return async ({ account, region }) => {
    asked ??= clients.caller(region).then((caller) => caller.account);
    return (await asked.catch(() => undefined)) === account;
  };
};
