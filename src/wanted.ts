import type { Config } from "./config/config.ts";
import type { Wanted } from "./estate/wanted.ts";
import { type ChosenRule, chooseRules } from "./evaluate/choose-rules.ts";
import type { Catalogue } from "./evaluate/rule.ts";
import { wantedByRules } from "./evaluate/wanted.ts";
import { factReads } from "./facts/reads.ts";
import { allShapes, suppliedParameters } from "./judge.ts";

/** The rules that this configuration chooses, as it sets them. */
export const chosenBy = (config: Config, catalogue: Catalogue): ChosenRule[] =>
  chooseRules(catalogue, { profile: config.profile, settings: config.rules, supplied: suppliedParameters(config) });

/** What a scan has to see, so that the rules that were chosen can be judged and the exceptions applied: and no more. */
export const wantedBy = (config: Config, catalogue: Catalogue): Wanted => {
  const wanted = wantedByRules(chosenBy(config, catalogue), { shapes: allShapes(), factReads });
  const byTags = config.exceptions.some(({ scope }) => Object.keys(scope.tags ?? {}).length > 0);
  return new Map([...wanted].map(([kind, of]) => [kind, { ...of, tags: of.tags || byTags }]));
};
