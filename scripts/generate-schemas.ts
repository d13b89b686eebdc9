import { estateSchema } from "../src/estate/schema.ts";
import { configSchemas } from "../src/kinds/config-schema.ts";
import { kinds } from "../src/kinds/registry.ts";
import { type GeneratedFiles, generatorMain } from "./generated-files.ts";

/** The JSON Schema that is published for estates. */
export const generateEstateSchema = (): GeneratedFiles => ({
  "schemas/estate.schema.json": `${JSON.stringify(estateSchema(configSchemas(kinds)), null, 2)}\n`,
});

if (process.argv[1] === import.meta.filename) await generatorMain(generateEstateSchema);
