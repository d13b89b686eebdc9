import type { Catalogue, Rule } from "../index.ts";
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
