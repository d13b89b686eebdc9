import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { actHandlers } from "./acts.ts";
import { awsError, validation, wrongState, type AwsError } from "./errors.ts";
import { heldByArn, heldInHistory } from "./history.ts";
import { isError, listPage, type ListManners } from "./paging.ts";
import { outputShape, statusOf, textOf, toldOf, type Held, type Shelf, type Store } from "./store.ts";
import { search } from "./search.ts";
import { accountDetails } from "./account-details.ts";
import { networkHandlers } from "./network.ts";
import { elementOf, membersOf, operationShape } from "./shapes.ts";
import type { Beside } from "./table.ts";
import { tagOperations } from "./tag-operations.ts";
import { tables, type Table } from "./tables.ts";

export type Call = { shelf: Shelf; input: JsonObject; store: Store; manners: ListManners; vanished: (held: Held) => boolean };
export type Handler = (call: Call) => JsonObject | AwsError;

/** How long things take, in seconds of the virtual clock. */
export const durations = { stop: 60, start: 120, delete: 30 };

const wanted = (table: Table, input: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(table.key).flatMap(([member, own]) => (input[member] === undefined ? [] : [[own, input[member]]])));

const find = (table: Table, { shelf, input, vanished }: Call): Held | AwsError => {
  const key = wanted(table, input);
  const found =
    shelf.held.find((held) => held.table === table && Object.entries(key).every(([member, value]) => held.document[member] === value)) ??
    heldInHistory(shelf, table, Object.values(key).at(-1));
  if (!found || vanished(found)) return table.notFound(table.arn(key, shelf.place), key);
  return found;
};

const describe =
  (table: Table): Handler =>
  (call) => {
    const held = find(table, call);
    if (isError(held)) return held;
    const document = toldOf(table, held.document);
    if (table.root === undefined) return document;
    const members = membersOf(outputShape(table));
    const asMap = members.has("tags") ? { tags: Object.fromEntries(held.tags.map(({ Key, Value }) => [textOf(Key), Value ?? ""])) } : {};
    return { [table.root]: members.has("Tags") ? { ...document, Tags: held.tags } : { ...document, ...asMap } };
  };

const notebooks = (call: Call): Held | AwsError => {
  const table = tables.find(({ kind }) => kind === "notebook-instance");
  if (!table) throw new Error("The stand-in lost its notebooks.");
  return find(table, call);
};

type Transition = { from: readonly string[]; through: string; to: string | null; seconds: number };

const transition =
  ({ from, through, to, seconds }: Transition): Handler =>
  (call) => {
    const held = notebooks(call);
    if (isError(held)) return held;
    const state = statusOf(held);
    if (!from.includes(state)) return wrongState(state, from, through, held.arn);
    call.store.move(held, through);
    call.store.later(call.shelf, { held, to, seconds });
    return {};
  };

/** Deleted apps stay listed for a day. */
const deleteApp =
  (table: Table): Handler =>
  (call) => {
    const held = find(table, call);
    if (isError(held)) return held;
    if (["Deleting", "Deleted"].includes(statusOf(held))) return table.notFound(held.arn, held.document);
    call.store.move(held, "Deleting");
    call.store.later(call.shelf, { held, to: "Deleted", seconds: durations.delete });
    return {};
  };

const listTags: Handler = ({ shelf, input, vanished }) => {
  const held = shelf.held.find((one) => one.arn === input["ResourceArn"]) ?? heldByArn(shelf, input["ResourceArn"]);
  const size = input["MaxResults"] ?? 50;
  if (typeof size !== "number" || size < 50)
    return validation(
      `1 validation error detected: Value '${textOf(size)}' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 50`,
    );
  if (!held || vanished(held) || held.table.service !== "sagemaker")
    return validation(`Could not find resource "${textOf(input["ResourceArn"])}".`);
  const start = Number(input["NextToken"] ?? 0);
  if (Number.isNaN(start)) return validation("Invalid pagination token");
  const end = start + size;
  return { Tags: held.tags.slice(start, end), ...(end < held.tags.length ? { NextToken: String(end) } : {}) };
};

const arnType: Record<string, string> = { emr: "elasticmapreduce", efs: "elasticfilesystem" };
const mappingOf = ({ arn, tags }: Held): JsonObject => ({ ResourceARN: arn, Tags: tags });

/** Asked for by name, it takes no other filter and knows no pages; what is not there or was never tagged it leaves out without a word. */
const getNamed = (shelf: Shelf, arns: readonly Json[], input: JsonObject): JsonObject | AwsError => {
  const others = ["TagFilters", "ResourceTypeFilters", "ResourcesPerPage", "TagsPerPage", "PaginationToken"].filter(
    (member) => member in input,
  );
  if (others.length > 0)
    return awsError("InvalidParameterException", `ResourceARNList cannot be used with ${others.join(", ")} in the same request.`);
  if (arns.length === 0 || arns.length > 100 || new Set(arns).size < arns.length)
    return awsError("InvalidParameterException", "ResourceARNList must hold 1 to 100 distinct ARNs.");
  const named = new Set(arns);
  const found = shelf.held.filter(({ arn }) => named.delete(arn));
  const older = [...named].flatMap((arn) => heldByArn(shelf, arn) ?? []);
  return { ResourceTagMappingList: [...found, ...older].filter(({ tags }) => tags.length > 0).map(mappingOf), PaginationToken: "" };
};

/** Leaves out what was never tagged; a type filter is `service` or `service:type`. */
const getResources: Handler = ({ shelf, input }) => {
  if (Array.isArray(input["ResourceARNList"])) return getNamed(shelf, input["ResourceARNList"], input);
  const types = Array.isArray(input["ResourceTypeFilters"]) ? input["ResourceTypeFilters"].map(String) : [];
  const matches = (held: Held): boolean => {
    const service = arnType[held.table.service] ?? held.table.service;
    const type = held.arn.split(":").slice(5).join(":").split("/")[0];
    return (
      held.tags.length > 0 &&
      (types.length === 0 || types.some((wantedType) => wantedType === service || wantedType === `${service}:${type}`))
    );
  };
  const all = shelf.held.filter(matches).toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
  const size = Number(input["ResourcesPerPage"] ?? 100);
  const start = input["PaginationToken"] ? Number(input["PaginationToken"]) : 0;
  if (Number.isNaN(start)) return awsError("PaginationTokenExpiredException", "The pagination token is expired or invalid.");
  const end = start + size;
  return {
    ResourceTagMappingList: all.slice(start, end).map(mappingOf),
    PaginationToken: end < all.length ? String(end) : "",
  };
};

const tagsOfArn =
  (input: string, output: string): Handler =>
  (call) => {
    const held = call.shelf.held.find((one) => one.arn === call.input[input]);
    return held ? { [output]: held.tags } : awsError("RepositoryNotFoundException", "The repository does not exist.");
  };

/** KMS has names of its own for what everybody else calls Key and Value. */
const keyTags: Handler = ({ shelf, input }) => {
  const held = shelf.held.find((one) => one.arn === input["KeyId"]);
  if (!held) return awsError("NotFoundException", `Key '${textOf(input["KeyId"])}' does not exist`);
  return { Tags: held.tags.map(({ Key, Value }) => ({ TagKey: Key ?? "", TagValue: Value ?? "" })), Truncated: false };
};

const getObject: Handler = ({ store, input }) => {
  const body = store.objects.get(`${textOf(input["Bucket"])}/${textOf(input["Key"])}`);
  return body === undefined ? awsError("NoSuchKey", "The specified key does not exist.", 404) : { Body: body };
};

const byKind = (kind: string): Table => {
  const table = tables.find((one) => one.kind === kind);
  if (!table) throw new Error(`The stand-in has no table for the kind ${kind}.`);
  return table;
};

/** What is listed by its parent needs the parent to be there. */
const list =
  (table: Table): Handler =>
  (call) => {
    const parent = table.parent === undefined ? undefined : find(byKind(table.parent), call);
    return parent && isError(parent) ? parent : listPage(table, call.shelf, call.input, call.manners);
  };

/** A list that is empty is said to be so. */
const emptyOf = (service: Table["service"], { operation, members }: Beside): JsonObject => {
  const shapes = membersOf(operationShape(service, operation)?.output);
  return Object.fromEntries(members.flatMap((member) => (elementOf(shapes.get(member)) === undefined ? [] : [[member, []]])));
};

const pageOf = (document: JsonObject, { members: [member = ""], paged }: Beside, input: JsonObject): JsonObject => {
  const all = document[member];
  if (!paged || !Array.isArray(all)) return document;
  const start = Number(input[paged.input] ?? 0);
  const end = start + paged.usual;
  return { [member]: all.slice(start, end), ...(end < all.length ? { [paged.output]: String(end) } : {}) };
};

const besides = (table: Table): [string, Handler][] => {
  const handler =
    (beside: Beside): Handler =>
    (call) => {
      const { members, none } = beside;
      const held = find(table, call);
      if (isError(held)) return held;
      // S3 and others tell tags as a part of their own.
      const all: JsonObject = held.tags.length > 0 ? { ...held.extra, TagSet: held.tags } : held.extra;
      const given: JsonObject = Object.fromEntries(members.flatMap((member) => (all[member] === undefined ? [] : [[member, all[member]]])));
      if (Object.keys(given).length === 0 && none) return none(held.arn);
      return pageOf({ ...emptyOf(table.service, beside), ...given }, beside, call.input);
    };
  return (table.beside ?? []).map((beside) => [`${table.service}:${beside.operation}`, handler(beside)]);
};

/** `service:Operation` -> what answers it. */
export const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...tables.flatMap((table): [string, Handler][] => [
    ...(table.service === "iam" ? [] : [[`${table.service}:${table.list}`, list(table)] satisfies [string, Handler]]),
    ...(table.describe === undefined ? [] : [[`${table.service}:${table.describe}`, describe(table)] satisfies [string, Handler]]),
    ...besides(table),
  ]),
  ["iam:GetAccountAuthorizationDetails", accountDetails],
  ["ecr:ListTagsForResource", tagsOfArn("resourceArn", "tags")],
  ["kms:ListResourceTags", keyTags],
  ["s3:GetObject", getObject],
  ...networkHandlers,
  ["sagemaker:ListTags", listTags],
  ...tagOperations,
  ["sagemaker:StopNotebookInstance", transition({ from: ["InService"], through: "Stopping", to: "Stopped", seconds: durations.stop })],
  [
    "sagemaker:StartNotebookInstance",
    transition({ from: ["Stopped", "Failed"], through: "Pending", to: "InService", seconds: durations.start }),
  ],
  [
    "sagemaker:DeleteNotebookInstance",
    transition({ from: ["Stopped", "Failed"], through: "Deleting", to: null, seconds: durations.delete }),
  ],
  ["sagemaker:DeleteApp", deleteApp(byKind("app"))],
  ...actHandlers(find),
  ["tagging:GetResources", getResources],
  ["sagemaker:Search", ({ shelf, input, manners }) => search(shelf, input, manners)],
]);

/** The ARN that an input is about, for the words of a denial. */
export const resourceOf = (service: string, operation: string, { place }: Shelf, input: JsonObject): string => {
  if (typeof input["ResourceArn"] === "string") return input["ResourceArn"];
  const cluster = input["ResourceId"] ?? [input["JobFlowIds"] ?? []].flat()[0] ?? input["ClusterId"];
  if (service === "emr" && typeof cluster === "string")
    return `arn:${place.partition}:elasticmapreduce:${place.region}:${place.account}:cluster/${cluster}`;
  const table = tables.find(
    (one) => one.service === service && one.describe !== undefined && operation.endsWith(one.describe.replace("Describe", "")),
  );
  return table && isObject(input) && Object.keys(table.key).some((member) => member in input)
    ? table.arn(wanted(table, input), place)
    : "*";
};
