import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { validation, type AwsError } from "./errors.ts";
import { rowsOf, type Rows } from "./history.ts";
import { elementOf, membersOf, operationShape, project } from "./shapes.ts";
import { at, textOf, type Held, type Shelf } from "./store.ts";
import { tableOf } from "./tables.ts";

/** What Search can be asked for, of what the stand-in holds: by AWS's name, with the path in a record to the document. */
const resources: Readonly<Record<string, { kind: string; path: readonly string[] }>> = {
  TrainingJob: { kind: "training-job", path: ["TrainingJob"] },
  Endpoint: { kind: "endpoint", path: ["Endpoint"] },
  Model: { kind: "model", path: ["Model", "Model"] },
  HyperParameterTuningJob: { kind: "hyperparameter-tuning-job", path: ["HyperParameterTuningJob"] },
  FeatureGroup: { kind: "feature-group", path: ["FeatureGroup"] },
  Pipeline: { kind: "pipeline", path: ["Pipeline"] },
  Project: { kind: "project", path: ["Project"] },
  ModelPackageGroup: { kind: "model-package-group", path: ["ModelPackageGroup"] },
  ModelPackage: { kind: "model-package", path: ["ModelPackage"] },
};

/** What a trial component tracks, by the type of its source. */
const tracked: Readonly<Record<string, { kind: string; path: readonly string[] }>> = Object.fromEntries(
  ["TrainingJob", "ProcessingJob", "TransformJob"].map((job) => [
    `SageMaker${job}`,
    { kind: job.replace("Job", "-job").toLowerCase(), path: ["TrialComponent", "SourceDetail", job] },
  ]),
);

/** What is searched, and the rest of what is said of it. Trial components are asked for by what they track. */
const searched = (input: JsonObject): { resource: (typeof tracked)[string] | undefined; input: JsonObject } => {
  const name = textOf(input["Resource"]);
  if (name !== "ExperimentTrialComponent") return { resource: resources[name], input };
  const { SearchExpression: expression, ...rest } = input;
  const filters = isObject(expression) && Array.isArray(expression["Filters"]) ? expression["Filters"].filter(isObject) : [];
  const isType = ({ Name, Operator }: JsonObject): boolean => Name === "Source.SourceType" && Operator === "Equals";
  if (!isObject(expression) || expression["Operator"] !== "And") throw new Error("The stand-in asks of what type trial components are.");
  const others = filters.filter((filter) => !isType(filter));
  return {
    resource: tracked[textOf(filters.find(isType)?.["Value"])],
    input: { ...rest, ...(others.length > 0 && { SearchExpression: { Filters: others, Operator: "And" } }) },
  };
};

const recordShape = elementOf(membersOf(operationShape("sagemaker", "Search")?.output).get("Results"));

/** The document in its record, with its tags, and without what the index does not keep. */
const recordOf = ({ document, tags }: Held, path: readonly string[]): JsonObject => {
  const whole: Json = path.reduceRight<Json>((inner, member) => ({ [member]: inner }), { ...document, Tags: tags });
  const record = project(recordShape, whole);
  return isObject(record) ? record : {};
};

type Matches = (value: Json | undefined, wanted: string) => boolean;
const timeOf = (value: Json | undefined): number => Date.parse(textOf(value));
const operators: Readonly<Record<string, Matches>> = {
  Equals: (value, wanted) => textOf(value) === wanted,
  In: (value, wanted) => wanted.split(",").includes(textOf(value)),
  GreaterThanOrEqualTo: (value, wanted) => timeOf(value) >= Date.parse(wanted),
};

const meets = (held: Held, filter: Json): boolean => {
  if (!isObject(filter)) return false;
  const operator = textOf(filter["Operator"]);
  const matches = operators[operator];
  if (!matches) throw new Error(`The stand-in cannot search with ${operator}.`);
  return matches(at(held.document, textOf(filter["Name"])), textOf(filter["Value"]));
};

const expressed = (held: Held, expression: Json | undefined): boolean => {
  if (!isObject(expression)) return true;
  const { Filters, Operator, ...more } = expression;
  if (Object.keys(more).length > 0) throw new Error(`The stand-in cannot search with ${Object.keys(more).join(", ")}.`);
  const filters = Array.isArray(Filters) ? Filters : [];
  return Operator === "Or" ? filters.some((filter) => meets(held, filter)) : filters.every((filter) => meets(held, filter));
};

const sorted = (found: readonly Held[], { SortBy, SortOrder }: JsonObject): Held[] => {
  const by = SortBy === undefined ? "LastModifiedTime" : textOf(SortBy);
  const sign = SortOrder === "Ascending" ? 1 : -1;
  return found.toSorted((a, b) => sign * (timeOf(at(a.document, by)) - timeOf(at(b.document, by))) || (a.arn < b.arn ? -1 : 1));
};

const plainRows = (held: readonly Held[]): Rows => ({ length: held.length, slice: (from, to) => held.slice(from, to) });

const chunk = 1000;

const isSince = ({ SortBy, SortOrder, SearchExpression: expression }: JsonObject): boolean => {
  const filters =
    isObject(expression) && Object.keys(expression).every((key) => key === "Filters" || key === "Operator") && expression["Filters"];
  const [filter, ...others] = Array.isArray(filters) ? filters : [];
  const isBound = isObject(filter) && filter["Name"] === "CreationTime" && filter["Operator"] === "GreaterThanOrEqualTo";
  return isBound && others.length === 0 && SortBy === "CreationTime" && SortOrder === "Descending";
};

/** Where the newest come first, those since an instant are the first so many: a long history need not be gone through for each page. */
const firstSince = (rows: Rows, expression: Json | undefined): Rows => {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [held] = rows.slice(middle, middle + 1);
    if (held && expressed(held, expression)) low = middle + 1;
    else high = middle;
  }
  return { length: low, slice: (from, to) => rows.slice(from, Math.min(to, low)) };
};

/** As many as meet the expression, up to one more than is asked for. */
const firstOf = (rows: Rows, expression: Json | undefined, most: number): Held[] => {
  const found: Held[] = [];
  for (let from = 0; from < rows.length && found.length <= most; from += chunk)
    found.push(...rows.slice(from, from + chunk).filter((held) => expressed(held, expression)));
  return found;
};

/** Whole documents from an index that holds what the seed says it does, which need not be what is there. */
export const search = (shelf: Shelf, asked: JsonObject, { emptyPage }: { emptyPage: boolean }): JsonObject | AwsError => {
  const { resource, input } = searched(asked);
  if (!resource) throw new Error(`The stand-in has no index of ${textOf(input["Resource"])}.`);
  const size = Number(input["MaxResults"] ?? 10);
  if (!(size >= 1 && size <= 100)) return validation(`Value '${size}' at 'maxResults' failed to satisfy constraint`);
  // Where it goes on, and how many pages there were, so that the token after an empty page is another.
  const [start = 0, page = 0] = textOf(input["NextToken"] ?? "0:0")
    .split(":")
    .map(Number);
  if (Number.isNaN(start)) return validation("Invalid pagination token");
  const end = emptyPage ? start : start + size;
  const table = tableOf(resource.kind);
  const indexed = shelf.indexed.get(resource.kind);
  const held = sorted(indexed ?? shelf.held.filter((one) => one.table === table), input);
  const rows: Rows = indexed
    ? plainRows(held)
    : rowsOf(shelf, table, held, input["SortOrder"] === "Ascending" ? "oldest-first" : "newest-first");
  const expression = input["SearchExpression"];
  const meeting = (): Rows => (isSince(input) ? firstSince(rows, expression) : plainRows(firstOf(rows, expression, end)));
  const found = expression === undefined ? rows : meeting();
  return {
    Results: found.slice(start, end).map((one) => recordOf(one, resource.path)),
    ...(end < found.length ? { NextToken: `${end}:${page + 1}` } : {}),
  };
};
