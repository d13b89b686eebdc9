import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { isObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import { type Report, reportFormat } from "./report.ts";
import { reportSchema } from "./report-schema.ts";

const todo = "Give a report that this version of sagewarden wrote with `-f json=FILE`.";

const refuse = (what: string, file: string, code = "report-malformed"): never => {
  throw new Problem({ code, what, where: file, todo });
};

const parse = (text: string, file: string): unknown => {
  if (text.trim() === "") return refuse("The report is empty.", file);
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(`The report is not JSON: ${error instanceof Error ? error.message : "it cannot be parsed"}.`, file);
  }
};

const checkFormat = (value: unknown, file: string): void => {
  const format = isObject(value) ? value["format"] : undefined;
  if (format === reportFormat) return;
  const said = typeof format === "string" ? `says that it is ${JSON.stringify(format.slice(0, 80))}` : "does not say what it is";
  refuse(`The file is no report: its "format" ${said}, and not "${reportFormat}".`, file, "report-format");
};

const inWords = (error: ErrorObject): string => {
  const at = error.instancePath === "" ? "the document" : error.instancePath;
  const extra: unknown = error.params["additionalProperty"];
  return typeof extra === "string" ? `${at} has an unknown key ${JSON.stringify(extra)}` : `${at} ${error.message}`;
};

/** What a schema cannot say: everything that is named is there, and once. */
const brokenReference = (report: Report): string | undefined => {
  const resources = new Set(report.resources.map((resource) => resource.id));
  if (resources.size < report.resources.length) return "/resources names one id twice";
  const rules = new Set(report.rules.map((rule) => rule.id));
  if (rules.size < report.rules.length) return "/rules names one id twice";
  const stray = report.findings.findIndex((finding) => !resources.has(finding.resource) || !rules.has(finding.rule));
  if (stray >= 0) return `/findings/${stray} names a rule or a resource that the report does not have`;
  const fingerprints = new Set(report.findings.map((finding) => finding.fingerprint));
  return fingerprints.size < report.findings.length ? "/findings has one fingerprint twice" : undefined;
};

let validate: (((value: unknown) => value is Report) & { errors?: ErrorObject[] | null }) | undefined;

/** A report from a file, or a Problem that says where it is wrong. */
export const readReport = (text: string, file: string): Report => {
  const value = parse(text, file);
  checkFormat(value, file);
  validate ??= new Ajv2020({ strict: true, allowUnionTypes: true }).compile<Report>(reportSchema);
  if (!validate(value)) {
    const [first] = validate.errors ?? [];
    return refuse(`The report is malformed: ${first ? inWords(first) : "it does not meet its schema"}.`, file);
  }
  const broken = brokenReference(value);
  return broken === undefined ? value : refuse(`The report is malformed: ${broken}.`, file);
};
