import type { Failure } from "./failure.ts";

/** Whether a name leads anywhere. */
export type Resolves = (host: string) => Promise<boolean>;

/** `main`: the region of the partition in which every service is. */
type Where = { region: string; main: string };

const suffixes = /\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws|api\.amazonwebservices\.com\.cn)$/;

/** What must lead somewhere if it is the service that is not there, and not the way to it. */
const witnesses = (host: string, { region, main }: Where): readonly string[] => {
  const [before, after] = host.split(`.${region}.`);
  // A name that somebody configured says nothing of what AWS offers, and of the main region there is none to compare it with.
  if (after === undefined || !suffixes.test(host) || region === main) return [];
  return [`sts.${region}.${after}`, `${before}.${main}.${after}`];
};

/**
 * AWS gives a service no name in a region where it does not offer it. The same is seen without a network, or behind a resolver that
 * leaves names out: so STS must have its name in that region, and the service its own where every service is.
 */
export const notOffered =
  (resolves: Resolves) =>
  async (failure: Failure, where: Where): Promise<Failure> => {
    const { host } = failure;
    const needed = host === undefined ? [] : witnesses(host, where);
    const isThere = await Promise.all(needed.map(resolves));
    if (needed.length === 0 || isThere.includes(false)) return failure;
    return {
      type: "unsupported-in-region",
      detail: `AWS has no ${host}, while there are ${needed.join(" and ")}`,
    };
  };
