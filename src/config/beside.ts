import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { isObject, type Json } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import { parseStrictJson } from "../estate/strict-json.ts";
import { importProjects, importRows } from "../schedule/mlspace.ts";
import type { PriceList } from "../schedule/prices.ts";
import { type Beside, objectOf } from "./normalise.ts";
import { parseYaml } from "./parse-yaml.ts";
import { importPlatform, type PlatformParameters } from "./platform-parameters.ts";
import type { Settings } from "./settings.ts";
import { importTagPolicy } from "./tag-policy.ts";

/** `key`: what the configuration calls the file, for messages. */
type Named = { file: string; shown: string; key: string };

const open = async ({ file, shown, key }: Named): Promise<string> => {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const what = `The file that ${key} names cannot be opened.`;
    throw new Problem(
      { code: "config-file-missing", what, where: shown, todo: "Check the path: it counts from the configuration." },
      { cause },
    );
  }
};

const refuse = ({ shown, key }: Named, wanted: string): Problem =>
  new Problem({
    code: "config-file-malformed",
    what: `The file that ${key} names is not ${wanted}.`,
    where: shown,
    todo: "Correct the file.",
  });

const startsDocument = (line: string): boolean => {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

/** A document, or one on each line, as exports to S3 have them. */
const parseExport = (text: string, { shown }: Named): Json => {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const at = { file: shown, todo: "Export it again." };
  return lines.length > 1 && startsDocument(lines[0] ?? "") ? lines.map((line) => parseStrictJson(line, at)) : parseStrictJson(text, at);
};

const readExport = async <Value>(named: Named, take: (exported: Json) => Value | undefined, wanted: string): Promise<Value> => {
  const exported = parseExport(await open(named), named);
  const value = take(exported);
  if (value === undefined) throw refuse(named, wanted);
  return value;
};

const priceTable = (value: unknown): Record<string, number> | undefined => {
  if (!isObject(value)) return undefined;
  const prices: Record<string, number> = Object.create(null);
  for (const [type, price] of Object.entries(value)) {
    if (typeof price !== "number" || !Number.isFinite(price) || price < 0) return undefined;
    prices[type] = price;
  }
  return prices;
};

const toPrices = (value: unknown): PriceList | undefined => {
  if (!isObject(value) || typeof value["currency"] !== "string" || !/^[A-Z]{3}$/.test(value["currency"])) return undefined;
  const { currency, perHour = {}, regions = {}, ...more } = value;
  const all = priceTable(perHour);
  if (!all || !isObject(regions) || Object.keys(more).length > 0) return undefined;
  const byRegion: Record<string, Record<string, number>> = Object.create(null);
  for (const [region, said] of Object.entries(regions)) {
    const prices = priceTable(said);
    if (!prices) return undefined;
    byRegion[region] = prices;
  }
  return { currency, perHour: all, regions: byRegion };
};

const priceShape = "a price list: currency (as EUR), perHour (instance type: price), and regions (region: the same), without anything else";

const readPrices = async (named: Named): Promise<PriceList> => {
  const prices = toPrices(parseYaml(await open(named), named.shown).value);
  if (!prices) throw refuse(named, priceShape);
  return prices;
};

const readPlatform = async (named: Named): Promise<PlatformParameters> =>
  importPlatform(parseExport(await open(named), named), named.shown);

/** Reads the files that a configuration names. They lie where it lies. */
export const readBeside = async ({ prices, tagPolicy, mlspace = {} }: Settings, configFile: string): Promise<Beside> => {
  const named = (file: string, key: string): Named => ({ file: resolve(dirname(configFile), file), shown: file, key });
  const { projects, scheduler, parameters } = mlspace;
  return {
    platform:
      parameters === undefined || objectOf(parameters) !== null ? null : await readPlatform(named(parameters, "mlspace.parameters")),
    prices: prices === undefined ? null : await readPrices(named(prices, "prices")),
    tagPolicy:
      tagPolicy === undefined
        ? null
        : await readExport(
            named(tagPolicy, "tagPolicy"),
            importTagPolicy,
            "a tag policy: tags, each with tag_key, tag_value and enforced_for",
          ),
    scheduler:
      scheduler === undefined
        ? null
        : await readExport(
            named(scheduler, "mlspace.scheduler"),
            importRows,
            "a list of rows with resourceId, resourceType and terminationTime",
          ),
    stops:
      projects === undefined
        ? {}
        : await readExport(named(projects, "mlspace.projects"), importProjects, "a list of projects with name and metadata"),
  };
};
