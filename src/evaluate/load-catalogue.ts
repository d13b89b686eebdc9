import { isObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import { type Catalogue, catalogueFormat } from "./rule.ts";

const isCatalogue = (value: unknown): value is Catalogue =>
  isObject(value) &&
  value["format"] === catalogueFormat &&
  Array.isArray(value["rules"]) &&
  Array.isArray(value["profiles"]) &&
  Array.isArray(value["frameworks"]) &&
  typeof value["policy"] === "string";

/** The generated catalogue; the gate has validated what it was made of. */
export const loadCatalogue = (text: string): Catalogue => {
  const value: unknown = JSON.parse(text);
  if (isCatalogue(value)) return value;
  throw new Problem({
    code: "catalogue-unreadable",
    what: "The catalogue of rules is of another version.",
    todo: "Install sagewarden again.",
  });
};
