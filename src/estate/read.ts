import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { type Cell, cellName } from "./cell.ts";
import { withoutCredentials } from "./credentials.ts";
import { faultOfDefaulted, faultOfUnknown } from "./check-pointer.ts";
import { complaintOf } from "./complaint.ts";
import { didYouMean } from "./closest.ts";
import { type Estate, estateFormat, type Resource } from "./estate.ts";
import { isObject, type Json } from "./json.ts";
import { toPointer } from "./pointer.ts";
import { Problem } from "./problem.ts";
import { type ConfigSchema, type ConfigSchemas, frameSchema } from "./schema.ts";
import { settle } from "./settle.ts";
import { parseStrictJson } from "./strict-json.ts";
import { isInstant } from "./time.ts";

const todo = "Correct the file, or write it anew with `sagewarden scan`; `sagewarden schema estate` prints all that it may say.";

/** The document as people may write it: what `Resource` always has may be missing. */
type Written = Omit<Estate, "resources"> & {
  resources: (Omit<Resource, "unknown" | "defaulted"> & Partial<Pick<Resource, "unknown" | "defaulted">>)[];
};

type Reading = { file: string; kinds: ConfigSchemas };

const refuse = (file: string, code: string, path: readonly (string | number)[], what: string): Problem =>
  new Problem({ code, what, where: path.length === 0 ? file : `${file}, ${toPointer(path)}`, todo });

let shared: Ajv2020 | undefined;

/** The schemas are our own, and the tests validate them: doing so at every start would take longer than reading a small estate. */
const checkOf = (schema: object): ValidateFunction => {
  shared ??= new Ajv2020({ strict: true, verbose: true, validateSchema: false, formats: { "date-time": isInstant } });
  // It compiles each schema once.
  return shared.compile(schema);
};

const isWritten = (value: Json, check: ValidateFunction): value is Json & Written => check(value);

const refuseBySchema = (file: string, base: readonly (string | number)[], errors: readonly ErrorObject[] | null | undefined): Problem => {
  const { path, what } = complaintOf(errors ?? []);
  return refuse(file, "estate-malformed", [...base, ...path], what);
};

/** Who writes an estate by hand may write a password into a URL, as people do into AWS: it is never shown, whoever wrote it. In place. */
const masked = (value: Json): Json => {
  if (typeof value === "string") return withoutCredentials(value);
  if (Array.isArray(value)) for (const [index, part] of value.entries()) value[index] = masked(part);
  else if (isObject(value)) for (const [name, part] of Object.entries(value)) value[name] = masked(part);
  return value;
};

const checkFormat = (value: Json, file: string): void => {
  if (!isObject(value))
    throw refuse(file, "estate-malformed", [], "This is no estate: an estate is a JSON object, and this is something else.");
  const format = value["format"];
  if (format === estateFormat) return;
  if (typeof format !== "string")
    throw refuse(file, "estate-format", [], `This is no estate: it does not say that its "format" is "${estateFormat}".`);
  const shown = JSON.stringify(format.slice(0, 80));
  const what = format.startsWith("sagewarden/estate@")
    ? `This estate has the format ${shown}, and this version of sagewarden reads "${estateFormat}" only.`
    : `This is no estate: its "format" is ${shown}, and not "${estateFormat}".`;
  throw refuse(file, "estate-format", ["format"], what);
};

const schemaOf = ({ file, kinds }: Reading, kind: string, path: readonly (string | number)[]): ConfigSchema => {
  const schema = kinds.get(kind);
  if (schema) return schema;
  const names = [...kinds.keys()].sort();
  const guess = didYouMean(kind, names) || ` The kinds are: ${names.join(", ")}.`;
  throw refuse(file, "estate-kind", [...path, "kind"], `There is no kind "${kind.slice(0, 80)}".${guess}`);
};

const readResource = (reading: Reading, written: Written["resources"][number], index: number): Resource => {
  const at = ["resources", index] as const;
  const { config, unknown = {}, defaulted = [] } = written;
  const schema = schemaOf(reading, written.kind, at);
  const check = checkOf(schema);
  if (!check(config)) throw refuseBySchema(reading.file, [...at, "config"], check.errors);
  for (const pointer of Object.keys(unknown)) {
    const fault = faultOfUnknown(schema, config, pointer);
    if (fault) throw refuse(reading.file, "estate-pointer", [...at, "unknown", pointer], `This cannot be unknown: ${fault}`);
  }
  for (const [position, pointer] of defaulted.entries()) {
    const fault = faultOfDefaulted(schema, config, pointer);
    if (fault) throw refuse(reading.file, "estate-pointer", [...at, "defaulted", position], `This cannot have a default: ${fault}`);
  }
  return { ...written, unknown: settle(schema, config, unknown), defaulted };
};

const checkUnique = (file: string, list: "resources" | "coverage", names: readonly string[]): void => {
  const seen = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const before = seen.get(name);
    if (before !== undefined) {
      const what = `${list === "resources" ? "The id" : "The cell"} ${JSON.stringify(name.slice(0, 200))} is here for the second time; the first is ${toPointer([list, before])}.`;
      throw refuse(file, "estate-duplicate", [list, index], what);
    }
    seen.set(name, index);
  }
};

const checkCell = (reading: Reading, cell: Cell, index: number): void => void schemaOf(reading, cell.kind, ["coverage", index]);

/**
 * An estate from a document, or a Problem that says where it is wrong. Nothing is filled in: a field that the document does not
 * say is unknown, and so are relations to a kind that no cell of `coverage` says was looked at.
 */
export const readEstate = (content: string | Uint8Array, reading: Reading): Estate => {
  const { file } = reading;
  const value = masked(parseStrictJson(content, { file, todo }));
  checkFormat(value, file);
  const check = checkOf(frameSchema);
  if (!isWritten(value, check)) throw refuseBySchema(file, [], check.errors);
  checkUnique(
    file,
    "resources",
    value.resources.map(({ id }) => id),
  );
  checkUnique(file, "coverage", value.coverage.map(cellName));
  value.coverage.forEach((cell, index) => checkCell(reading, cell, index));
  const { format, source, collectedAt, coverage } = value;
  return {
    format,
    source,
    collectedAt,
    resources: value.resources.map((written, index) => readResource(reading, written, index)),
    coverage,
  };
};
