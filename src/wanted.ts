import type { Config } from "./config/config.ts";
import type { Wanted } from "./estate/wanted.ts";
import { type ChosenRule, chooseRules } from "./evaluate/choose-rules.ts";
import type { Catalogue } from "./evaluate/rule.ts";
import { wantedByRules } from "./evaluate/wanted.ts";
import { factReads } from "./facts/reads.ts";
import { usageFacts } from "./findings/usage.ts";
import { allShapes, suppliedParameters } from "./judge.ts";

/** The rules that this configuration chooses, as it sets them. */
export const chosenBy = (config: Config, catalogue: Catalogue): ChosenRule[] =>
  chooseRules(catalogue, {
    profile: config.profile,
    profiles: config.profiles,
    settings: config.rules,
    supplied: suppliedParameters(config),
  });

/** A finding is shown with what its resource uses, which no rule need read. */
const withUsage = ({ rule, ...chosen }: ChosenRule): ChosenRule => {
  const reads = [...rule.reads, ...usageFacts(rule).map((name) => `facts.${name}`)];
  return { ...chosen, rule: { ...rule, reads } };
};

/** What a scan has to see, so that the rules that were chosen can be judged and exceptions and overrides applied: and no more. */
export const wantedBy = (config: Config, catalogue: Catalogue): Wanted => {
  const chosen = chosenBy(config, catalogue);
  const wanted = wantedByRules(chosen.map(withUsage), { shapes: allShapes(), factReads });
  const overrides = chosen.flatMap((one) => one.overrides);
  const scopes = [...config.exceptions.map(({ scope }) => scope), ...overrides.map(({ where }) => where)];
  const byTags = scopes.some(({ tags = {} }) => Object.keys(tags).length > 0);
  return new Map([...wanted].map(([kind, of]) => [kind, { ...of, tags: of.tags || byTags }]));
};
