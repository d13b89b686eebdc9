import type { Json, JsonObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import type { Catalogue, Profile, Rule, Severity } from "./rule.ts";

export type RuleSettings = Record<string, { enabled?: boolean; severity?: Severity; parameters?: JsonObject }>;

/** A rule as this run applies it. */
export type ChosenRule = { rule: Rule; severity: Severity; parameters: JsonObject };

export type Choice = {
  profile: string;
  settings: RuleSettings;
  /** Parameters that the configuration as a whole supplies to every rule that declares them: `projects`. */
  supplied: Record<string, Json>;
};

/** The profile and those that it extends, the most general first. */
const lineage = (catalogue: Catalogue, name: string, below: readonly string[] = []): Profile[] => {
  const profile = catalogue.profiles.find((one) => one.name === name);
  if (!profile || below.includes(name)) {
    const names = catalogue.profiles.map((one) => one.name).sort();
    throw new Problem({ code: "profile-unknown", what: `There is no profile "${name}".`, todo: `The profiles are: ${names.join(", ")}.` });
  }
  return [...(profile.extends === undefined ? [] : lineage(catalogue, profile.extends, [...below, name])), profile];
};

const parametersOf = (rule: Rule, profiles: readonly Profile[], choice: Choice): JsonObject => {
  const declared = rule.parameters ?? {};
  const defaults = Object.fromEntries(Object.entries(declared).map(([name, parameter]) => [name, parameter.default]));
  const supplied = Object.fromEntries(Object.entries(choice.supplied).filter(([name]) => Object.hasOwn(declared, name)));
  const layers = [...profiles.map((profile) => profile.parameters?.[rule.id]), choice.settings[rule.id]?.parameters];
  return Object.assign({}, defaults, supplied, ...layers.filter((layer) => layer !== undefined));
};

/** The rules of a profile with what profile and configuration say of them; a rule that is switched on elsewhere joins, one switched off leaves. */
export const chooseRules = (catalogue: Catalogue, choice: Choice): ChosenRule[] => {
  const profiles = lineage(catalogue, choice.profile);
  const named = new Set(profiles.flatMap((profile) => profile.rules));
  return catalogue.rules
    .filter((rule) => choice.settings[rule.id]?.enabled ?? named.has(rule.id))
    .map((rule) => ({
      rule,
      severity:
        choice.settings[rule.id]?.severity ??
        profiles.findLast((profile) => profile.severity?.[rule.id])?.severity?.[rule.id] ??
        rule.severity,
      parameters: parametersOf(rule, profiles, choice),
    }));
};
