import { Document, isCollection, isMap, isNode, isSeq } from "yaml";
import { isObject } from "../estate/json.ts";
import type { Loaded } from "./load.ts";
import { defaults } from "./normalise.ts";
import type { Path } from "./parse-yaml.ts";
import type { Settings } from "./settings.ts";

type Origin = { path: Path; origin: string };

const isSaid = (said: unknown, path: Path): boolean => {
  const [step, ...below] = path;
  if (step === undefined) return true;
  if (Array.isArray(said)) return typeof step === "number" && isSaid(said[step], below);
  return isObject(said) && Object.hasOwn(said, step) && isSaid(said[step], below);
};

/** The settings with the defaults in the places where nothing was said, in the spelling of the file. */
const effective = ({ settings }: Loaded): Settings => {
  const { $schema: _, ...said } = settings;
  return { ...defaults, ...said, remediation: { ...defaults.remediation, ...said.remediation } };
};

/** The paths that get an origin each: plain values, and lists of plain values as a whole. */
const pathsBelow = (node: unknown, path: Path): Path[] => {
  if (isMap(node) && node.items.length > 0) return node.items.flatMap((pair) => pathsBelow(pair.value, [...path, String(pair.key)]));
  if (isSeq(node) && node.items.some((item) => isMap(item))) return node.items.flatMap((item, index) => pathsBelow(item, [...path, index]));
  return [path];
};

const inYaml = (document: Document, origins: readonly Origin[]): string => {
  for (const { path, origin } of origins) {
    const node = document.getIn(path, true);
    if (isCollection(node)) node.flow = true;
    if (isNode(node)) node.comment = ` ${origin}`;
  }
  return document.toString({ lineWidth: 0 });
};

/** The effective configuration with, on every value, where it was said. */
export const printConfig = (loaded: Loaded, as: "yaml" | "json"): string => {
  const settings = effective(loaded);
  const document = new Document(settings);
  const origins = pathsBelow(document.contents, []).map((path) => ({
    path,
    origin: isSaid(loaded.settings, path) ? loaded.where(path) : "default",
  }));
  if (as === "yaml") return inYaml(document, origins);
  const named = Object.fromEntries(origins.map(({ path, origin }) => [path.join("."), origin]));
  return `${JSON.stringify({ file: loaded.config.file, settings, origins: named }, null, 2)}\n`;
};
