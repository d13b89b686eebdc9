import type { Catalogue, Framework, Rule } from "../index.ts";
import { didYouMean } from "../estate/closest.ts";
import { Problem } from "../estate/problem.ts";
import { packageText } from "./package-files.ts";

export const readCatalogue = async (): Promise<Catalogue> => {
  const { loadCatalogue } = await import("../index.ts");
  return loadCatalogue(await packageText("rules/catalogue.json"));
};

export const findRule = (catalogue: Catalogue, id: string): Rule => {
  const rule = catalogue.rules.find((candidate) => candidate.id === id);
  if (rule) return rule;
  const ids = catalogue.rules.map((candidate) => candidate.id);
  throw new Problem({
    code: "rule-unknown",
    what: `There is no rule "${id}".${didYouMean(id, ids)}`,
    todo: "`sagewarden rules list` shows them all.",
  });
};

export const findFramework = (catalogue: Catalogue, id: string): Framework => {
  const framework = catalogue.frameworks.find((candidate) => candidate.id === id);
  if (framework) return framework;
  const ids = catalogue.frameworks.map((candidate) => candidate.id);
  throw new Problem({
    code: "framework-unknown",
    what: `There is no framework "${id}".${didYouMean(id, ids)}`,
    todo: `The frameworks are: ${ids.join(", ")}.`,
  });
};
