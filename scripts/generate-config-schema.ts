import { settingsSchema } from "../src/config/settings.ts";
import { type GeneratedFiles, generatorMain } from "./generated-files.ts";

export const generateConfigSchema = (): GeneratedFiles => ({ "schemas/config.schema.json": JSON.stringify(settingsSchema) });

if (process.argv[1] === import.meta.filename) await generatorMain(generateConfigSchema);
