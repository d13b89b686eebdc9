import { readFileSync } from "node:fs";
import type { Config } from "../../src/config/config.ts";
import { parseConfig } from "../../src/config/load.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";

export const catalogue = loadCatalogue(readFileSync(new URL("../../rules/catalogue.json", import.meta.url), "utf8"));

export const configOf = (profile: string): Config => parseConfig(`profile: ${profile}\n`, "sagewarden.yaml").config;
