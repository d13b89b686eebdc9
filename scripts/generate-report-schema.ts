import { reportSchema } from "../src/findings/report-schema.ts";
import { type GeneratedFiles, generatorMain } from "./generated-files.ts";

export const generateReportSchema = (): GeneratedFiles => ({ "schemas/report.schema.json": JSON.stringify(reportSchema) });

if (process.argv[1] === import.meta.filename) await generatorMain(generateReportSchema);
