import type { Json, JsonObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import type { Scope } from "../estate/scope.ts";
import type { Catalogue, ProfileChoice, Rule, Severity } from "./rule.ts";

type RuleSetting = { enabled?: boolean; severity?: Severity; parameters?: JsonObject };
export type RuleSettings = Record<string, RuleSetting & { overrides?: readonly (RuleSetting & { where: Scope })[] }>;

/** What is different where a scope says so; parameters that it does not name stay as they are. */
export type Override = { where: Scope; enabled?: boolean; severity?: Severity; parameters?: JsonObject };

/** A rule as this run applies it. `enabled`: where no override says otherwise. Of several overrides that fit, the last one has the last word. */
export type ChosenRule = { rule: Rule; enabled: boolean; severity: Severity; parameters: JsonObject; overrides: readonly Override[] };

/** A rule that is the same for every resource. */
export const unvaried = (rule: Rule, parameters: JsonObject = {}): ChosenRule => ({
  rule,
  enabled: true,
  severity: rule.severity,
  parameters,
  overrides: [],
});

export type Choice = {
  profile: string;
  /** The configuration's own, beside those of the catalogue. */
  profiles: readonly ProfileChoice[];
  settings: RuleSettings;
  /** What the configuration as a whole supplies to every rule with a parameter of that name (`projects`), or that asks for it by that name. */
  supplied: Record<string, Json>;
};

/** The profile and those that it extends, the most general first. */
const lineage = (known: readonly ProfileChoice[], name: string, below: readonly string[] = []): ProfileChoice[] => {
  const profile = known.find((one) => one.name === name);
  if (!profile || below.includes(name)) {
    const names = known.map((one) => one.name).sort();
    throw new Problem({ code: "profile-unknown", what: `There is no profile "${name}".`, todo: `The profiles are: ${names.join(", ")}.` });
  }
  return [...(profile.extends === undefined ? [] : lineage(known, profile.extends, [...below, name])), profile];
};

const parametersOf = (rule: Rule, profiles: readonly ProfileChoice[], choice: Choice): JsonObject => {
  const declared = rule.parameters ?? {};
  const defaults = Object.fromEntries(Object.entries(declared).map(([name, parameter]) => [name, parameter.default]));
  const supplied = Object.fromEntries(
    Object.entries(declared).flatMap(([name, parameter]) => {
      const value = choice.supplied[parameter.supplied ?? name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const layers = [...profiles.map((profile) => profile.parameters?.[rule.id]), choice.settings[rule.id]?.parameters];
  return Object.assign({}, defaults, supplied, ...layers.filter((layer) => layer !== undefined));
};

/** The rules of a profile with what profile and configuration say of them; a rule that is switched on elsewhere joins, one switched off leaves. */
export const chooseRules = (catalogue: Catalogue, choice: Choice): ChosenRule[] => {
  const profiles = lineage([...catalogue.profiles, ...choice.profiles], choice.profile);
  const named = new Set(profiles.flatMap((profile) => profile.rules));
  return catalogue.rules
    .map((rule): ChosenRule => {
      const setting = choice.settings[rule.id];
      return {
        rule,
        enabled: setting?.enabled ?? (named.has("*") || named.has(rule.id)),
        severity: setting?.severity ?? profiles.findLast((profile) => profile.severity?.[rule.id])?.severity?.[rule.id] ?? rule.severity,
        parameters: parametersOf(rule, profiles, choice),
        overrides: setting?.overrides ?? [],
      };
    })
    .filter(({ enabled, overrides }) => enabled || overrides.some((override) => override.enabled));
};
