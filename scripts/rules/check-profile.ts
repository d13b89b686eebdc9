import { Ajv2020 } from "ajv/dist/2020.js";
import { didYouMean } from "../../src/estate/closest.ts";
import { Problem } from "../../src/estate/problem.ts";
import type { Profile, RuleEntry } from "../../src/evaluate/rule.ts";

/** A profile names rules, parameters and values that there are: a misspelt one would silently change nothing. */
export const checkProfile = (profile: Profile, rules: readonly RuleEntry[]): void => {
  const refuse = (what: string, todo: string): never => {
    throw new Problem({ code: "catalogue-invalid", what, where: `rules/profiles/${profile.name}.yaml`, todo });
  };
  const ids = rules.map(({ id }) => id);
  for (const id of [...profile.rules, ...Object.keys(profile.parameters ?? {}), ...Object.keys(profile.severity ?? {})])
    if (!ids.includes(id)) refuse(`There is no rule "${id}".`, didYouMean(id, ids).trim() || "Correct it there.");
  const ajv = new Ajv2020({ strict: false });
  for (const [id, values] of Object.entries(profile.parameters ?? {})) {
    const declared = rules.find((rule) => rule.id === id)?.parameters ?? {};
    for (const [name, value] of Object.entries(values)) {
      const parameter = Object.hasOwn(declared, name) ? declared[name] : undefined;
      if (parameter === undefined)
        refuse(`${id} has no parameter "${name}".`, didYouMean(name, Object.keys(declared)).trim() || "Correct it there.");
      else if (!ajv.validate(parameter.schema, value))
        refuse(`${id} cannot use this value: ${ajv.errorsText(ajv.errors, { dataVar: name })}.`, parameter.description);
    }
  }
};
