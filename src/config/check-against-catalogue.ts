import { Ajv2020 } from "ajv/dist/2020.js";
import { Problem } from "../estate/problem.ts";
import type { Json, JsonObject } from "../estate/json.ts";
import type { Catalogue, Parameter, ProfileChoice } from "../evaluate/rule.ts";
import { didYouMean } from "../estate/closest.ts";
import type { Loaded } from "./load.ts";
import type { Path } from "./parse-yaml.ts";

type Place = { loaded: Loaded; path: Path };

const refuse = (what: string, { loaded, path }: Place, todo: string): never => {
  throw new Problem({ code: "config-unknown-name", what, where: loaded.where(path), todo });
};

const profilesOf = (loaded: Loaded, catalogue: Catalogue): ProfileChoice[] => [...catalogue.profiles, ...loaded.config.profiles];

const checkProfile = (profile: string, known: readonly ProfileChoice[], place: Place): void => {
  const names = known.map(({ name }) => name).sort();
  if (names.includes(profile)) return;
  refuse(`There is no profile "${profile}".${didYouMean(profile, names)}`, place, `The profiles are: ${names.join(", ")}.`);
};

const checkRule = (id: string, catalogue: Catalogue, place: Place): void => {
  const ids = catalogue.rules.map((rule) => rule.id);
  if (!ids.includes(id)) refuse(`There is no rule "${id}".${didYouMean(id, ids)}`, place, "`sagewarden rules list` shows them all.");
};

/** `place`: of the values. */
const checkParameters = (values: JsonObject | undefined, parameters: Record<string, Parameter>, place: Place): void => {
  const ajv = new Ajv2020({ strict: false });
  for (const [name, value] of Object.entries(values ?? {})) {
    const path = [...place.path, name];
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (!parameter) {
      const names = Object.keys(parameters).sort();
      const todo = names.length === 0 ? "The rule has no parameters." : `Its parameters are: ${names.join(", ")}.`;
      refuse(`The rule has no parameter "${name}".${didYouMean(name, names)}`, { ...place, path }, todo);
    } else if (!ajv.validate(parameter.schema, value)) {
      const why = ajv.errorsText(ajv.errors, { dataVar: name });
      refuse(`The parameter "${name}" has a value that its rule cannot use: ${why}.`, { ...place, path }, parameter.description);
    }
  }
};

const parametersOf = (id: string, { rules }: Catalogue): Record<string, Parameter> =>
  rules.find((rule) => rule.id === id)?.parameters ?? {};

/** One that extends itself, be it by way of others, has no beginning. */
const isEndless = (name: string, known: readonly ProfileChoice[], passed: readonly string[] = []): boolean => {
  const above = known.find((one) => one.name === name)?.extends;
  return passed.includes(name) || (above !== undefined && isEndless(above, known, [...passed, name]));
};

const checkOwnProfile = (profile: ProfileChoice, loaded: Loaded, catalogue: Catalogue): void => {
  const at = (...path: Path): Place => ({ loaded, path: ["profiles", profile.name, ...path] });
  const known = profilesOf(loaded, catalogue);
  if (catalogue.profiles.some(({ name }) => name === profile.name))
    refuse(`The catalogue has a profile "${profile.name}" already.`, at(), "Give yours another name; it may extend that one.");
  if (profile.extends !== undefined) checkProfile(profile.extends, known, at("extends"));
  if (isEndless(profile.name, known))
    refuse(
      `The profile "${profile.name}" has no beginning: it extends itself, or one that does.`,
      at("extends"),
      "Let it extend another one.",
    );
  profile.rules.forEach((id, index) => {
    if (id !== "*") checkRule(id, catalogue, at("rules", index));
  });
  for (const id of Object.keys(profile.severity ?? {})) checkRule(id, catalogue, at("severity", id));
  for (const [id, values] of Object.entries(profile.parameters ?? {})) {
    checkRule(id, catalogue, at("parameters", id));
    checkParameters(values, parametersOf(id, catalogue), at("parameters", id));
  }
};

/** Kind -> the fields that a verb can be given -> why a value does not fit, if it does not. */
export type Settable = ReadonlyMap<string, ReadonlyMap<string, (value: Json) => string | undefined>>;

const checkValues = (loaded: Loaded, settable: Settable): void => {
  for (const [kind, values] of Object.entries(loaded.config.remediation.values)) {
    const place = { loaded, path: ["remediation", "values", kind] };
    const [kinds, fields] = [[...settable.keys()].sort(), settable.get(kind)];
    if (!fields)
      return refuse(`No value can be given to a kind "${kind}".${didYouMean(kind, kinds)}`, place, `The kinds are: ${kinds.join(", ")}.`);
    for (const [field, value] of Object.entries(values)) {
      const [names, at] = [[...fields.keys()].sort(), { ...place, path: [...place.path, field] }];
      const misfit = fields.get(field);
      if (!misfit)
        return refuse(
          `No verb of ${kind} is given a field "${field}".${didYouMean(field, names)}`,
          at,
          `The fields are: ${names.join(", ")}.`,
        );
      const wrong = misfit(value);
      if (wrong !== undefined) refuse(`The value of ${field} is ${wrong}.`, at, "Write one that AWS takes.");
    }
  }
};

/** Names of rules, profiles and parameters are only known once the catalogue is: a misspelt one must not silently change nothing. */
export const checkAgainstCatalogue = (loaded: Loaded, catalogue: Catalogue, settable: Settable = new Map()): void => {
  for (const profile of loaded.config.profiles) checkOwnProfile(profile, loaded, catalogue);
  checkProfile(loaded.config.profile, profilesOf(loaded, catalogue), { loaded, path: ["profile"] });
  checkValues(loaded, settable);
  for (const [id, setting] of Object.entries(loaded.config.rules)) {
    const place = { loaded, path: ["rules", id] };
    checkRule(id, catalogue, place);
    const parameters = parametersOf(id, catalogue);
    checkParameters(setting.parameters, parameters, { ...place, path: [...place.path, "parameters"] });
    setting.overrides?.forEach((override, index) =>
      checkParameters(override.parameters, parameters, { ...place, path: [...place.path, "overrides", index, "parameters"] }),
    );
  }
  loaded.config.exceptions.forEach(({ rule }, index) => {
    if (rule !== undefined) checkRule(rule, catalogue, { loaded, path: ["exceptions", index, "rule"] });
  });
};
