import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { globalRegion } from "../../estate/relation.ts";
import type { Configuration } from "./configuration.ts";
import type { Plan, Planned } from "./document.ts";
import { markAbove } from "./mask.ts";
import { type Provider, readProvider } from "./provider.ts";

/** Where a resource will live. A plan need not say: `planned` and `unknown` are then its own account and region, for joins. */
export type Place = { account: string; region: string };

export type Places = {
  provider: (planned: Planned) => Provider | undefined;
  of: (planned: Planned, isGlobal: boolean) => Place;
  /** The places that the providers speak of, whether or not a resource is there. */
  configured: readonly Place[];
};

export const unknownAccount = "planned";
export const unknownRegion = "unknown";
const arn = /^arn:[^:]+:[^:]*:([^:]*):(\d{12}):/;

const arnParts = (values: JsonObject | undefined): RegExpExecArray | undefined => {
  const value = values?.["arn"];
  return (typeof value === "string" ? arn.exec(value) : null) ?? undefined;
};

const regionOf = ({ after, before, unknown, sensitive }: Planned, provider: Provider | undefined): string => {
  const hidden = markAbove(unknown, ["region"]) ?? markAbove(sensitive, ["region"]);
  const said = after["region"];
  if (hidden === undefined && typeof said === "string" && said !== "") return said;
  return arnParts(after)?.[1] || arnParts(before)?.[1] || provider?.region || unknownRegion;
};

/** One account for all resources of providers with the same credentials: what their ARNs say if they agree. */
const accounts = (plan: Plan, providers: readonly Provider[], providerOf: Places["provider"]): Map<string, string> => {
  const seen = new Map<string, Set<string>>();
  for (const planned of plan.planned) {
    const identity = providerOf(planned)?.identity;
    const account = (arnParts(planned.after) ?? arnParts(planned.before))?.[2];
    if (identity !== undefined && account !== undefined) seen.set(identity, (seen.get(identity) ?? new Set()).add(account));
  }
  const named = new Map<string, string>();
  for (const { identity, account, key } of providers) {
    const [only, ...others] = seen.get(identity) ?? [];
    const alone = others.length === 0 ? only : undefined;
    if (!named.has(identity)) named.set(identity, alone ?? account ?? (named.size === 0 ? unknownAccount : `${unknownAccount}:${key}`));
  }
  return named;
};

export const readPlaces = (plan: Plan, configuration: Configuration): Places => {
  const root: Json | undefined = plan.configuration?.["root_module"];
  const providers = new Map(
    [...configuration.providers.keys()].toSorted().map((key): [string, Provider] => {
      const provider = configuration.providers.get(key);
      return [key, readProvider(key, { provider: isObject(provider) ? provider : {}, root, variables: plan.variables })];
    }),
  );
  const provider = ({ address }: Planned): Provider | undefined => {
    const written = configuration.written(address);
    const key = written && configuration.providerKey(written);
    return key === undefined ? undefined : providers.get(key);
  };
  const named = accounts(plan, [...providers.values()], provider);
  const accountOf = (found: Provider | undefined): string => named.get(found?.identity ?? "") ?? unknownAccount;
  return {
    provider,
    of: (planned, isGlobal) => {
      const found = provider(planned);
      return { account: accountOf(found), region: isGlobal ? globalRegion : regionOf(planned, found) };
    },
    configured: [...providers.values()].flatMap((found) =>
      found.region === undefined ? [] : [{ account: accountOf(found), region: found.region }],
    ),
  };
};
