import { fixPlanSchema } from "../src/remediate/fix-plan.ts";
import { type GeneratedFiles, generatorMain } from "./generated-files.ts";

export const generateFixPlanSchema = (): GeneratedFiles => ({ "schemas/fix-plan.schema.json": JSON.stringify(fixPlanSchema) });

if (process.argv[1] === import.meta.filename) await generatorMain(generateFixPlanSchema);
