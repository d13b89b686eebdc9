import { fixPlanSchema } from "../src/remediate/fix-plan.ts";
import { type GeneratedFiles, generatorMain } from "./generated-files.ts";

export const generateFixPlanSchema = (): GeneratedFiles => ({ "schemas/fix-plan.schema.json": JSON.stringify(fixPlanSchema) });

if (import.meta.main) await generatorMain(generateFixPlanSchema);
