import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { awsError, validation, type AwsError } from "./errors.ts";
import { rowsOf, type Rows } from "./history.ts";
import { at, statusOf, summaryOf, textOf, type Held, type Shelf } from "./store.ts";
import type { Table } from "./tables.ts";

/** What a fault may do to a list: pages that are empty and carry a token, pages that overlap, a token that leads nowhere new. */
export type ListManners = { emptyPage: boolean; overlap: number; most: number; loop: boolean; forgetToken: boolean };
export const goodManners: ListManners = { emptyPage: false, overlap: 0, most: Number.POSITIVE_INFINITY, loop: false, forgetToken: false };

type Token = { operation: string; offset: number; page: number };
const encode = (token: Token): string => Buffer.from(JSON.stringify(token)).toString("base64url");

const decode = (text: string, operation: string): Token | undefined => {
  try {
    const token: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!isObject(token) || token["operation"] !== operation) return undefined;
    const { offset, page } = token;
    return typeof offset === "number" && typeof page === "number" ? { operation, offset, page } : undefined;
  } catch {
    return undefined;
  }
};

const nameOf = (held: Held): string => textOf(held.document[Object.values(held.table.key).at(-1) ?? ""]);
const timeOf = (held: Held, path: string): number => Date.parse(textOf(at(held.document, path)));

type Filter = (held: Held, wanted: Json) => boolean;
const seconds = (wanted: Json): number => (typeof wanted === "number" ? wanted * 1000 : Date.parse(textOf(wanted)));
const equals =
  (member: string): Filter =>
  (held, wanted) =>
    held.document[member] === wanted;

const filters: Readonly<Record<string, Filter>> = {
  StatusEquals: (held, wanted) => statusOf(held) === wanted,
  WarmPoolStatusEquals: (held, wanted) => at(held.document, "WarmPoolStatus.Status") === wanted,
  NameContains: (held, wanted) => nameOf(held).includes(textOf(wanted)),
  CreationTimeAfter: (held, wanted) => timeOf(held, held.table.created) > seconds(wanted),
  CreationTimeBefore: (held, wanted) => timeOf(held, held.table.created) < seconds(wanted),
  LastModifiedTimeAfter: (held, wanted) => timeOf(held, "LastModifiedTime") > seconds(wanted),
  LastModifiedTimeBefore: (held, wanted) => timeOf(held, "LastModifiedTime") < seconds(wanted),
  DomainIdEquals: equals("DomainId"),
  UserProfileNameEquals: equals("UserProfileName"),
  SpaceNameEquals: equals("SpaceName"),
  ImageName: equals("ImageName"),
  ModelPackageType: (held, wanted) =>
    wanted === "Both" || (wanted === "Versioned") === (held.document["ModelPackageVersion"] !== undefined),
  ClusterStates: (held, wanted) => Array.isArray(wanted) && wanted.includes(statusOf(held)),
  CreatedAfter: (held, wanted) => timeOf(held, held.table.created) > seconds(wanted),
  CreatedBefore: (held, wanted) => timeOf(held, held.table.created) < seconds(wanted),
};
const steering = ["SortBy", "SortOrder"];

/** Newest first unless asked otherwise, as most of SageMaker does it. */
const inOrder = (shelf: Shelf, table: Table, input: JsonObject): Rows => {
  const held = shelf.held.filter((one) => one.table === table);
  const by = input["SortBy"] === "Name" ? nameOf : (one: Held): string => textOf(at(one.document, one.table.created));
  const sign = input["SortOrder"] === "Ascending" ? 1 : -1;
  const sorted = held.toSorted((a, b) => sign * (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0) || (a.arn < b.arn ? -1 : 1));
  return rowsOf(shelf, table, sorted, sign === 1 ? "oldest-first" : "newest-first");
};

/** How a service pages: the members of its lists, the page that nobody asked for, the largest. */
type Paging = { input: string; output: string; size: string; usual: number; most: number; invalid: AwsError };
const usualPaging: Paging = {
  input: "NextToken",
  output: "NextToken",
  size: "MaxResults",
  usual: 10,
  most: 100,
  invalid: validation("Invalid pagination token"),
};
const camelPaging: Paging = { ...usualPaging, input: "nextToken", output: "nextToken", size: "maxResults", usual: 100, most: 1000 };
const pagings: Readonly<Partial<Record<Table["service"], Paging>>> = {
  emr: {
    ...usualPaging,
    input: "Marker",
    output: "Marker",
    size: "none",
    usual: 50,
    invalid: awsError("InvalidRequestException", "Marker is not valid."),
  },
  iam: { ...usualPaging, input: "Marker", output: "Marker", size: "MaxItems", usual: 100, most: 1000 },
  s3: { ...usualPaging, input: "ContinuationToken", output: "ContinuationToken", size: "MaxBuckets", usual: 10_000, most: 10_000 },
  efs: { ...usualPaging, input: "Marker", output: "NextMarker", size: "MaxItems", usual: 100, most: 100 },
  kms: { ...usualPaging, input: "Marker", output: "NextMarker", size: "Limit", usual: 100, most: 1000 },
  ec2: { ...usualPaging, usual: 1000, most: 1000, invalid: awsError("InvalidNextToken", "The specified NextToken is not valid.") },
  ecr: camelPaging,
  "emr-serverless": { ...camelPaging, usual: 10, most: 50 },
};

const pageSizeOf = ({ size, usual, most }: Paging, input: JsonObject): number | AwsError => {
  const asked = input[size] ?? usual;
  if (typeof asked === "number" && asked >= 1 && asked <= most) return asked;
  const bound = Number(asked) < 1 ? "greater than or equal to 1" : `less than or equal to ${most}`;
  return validation(
    `1 validation error detected: Value '${textOf(asked)}' at '${size.charAt(0).toLowerCase()}${size.slice(1)}' failed to satisfy constraint: Member must have value ${bound}`,
  );
};

const matches = (held: Held, input: JsonObject, paging: Paging): boolean =>
  Object.entries(input).every(([member, wanted]) => {
    if ([...steering, paging.input, paging.size].includes(member)) return true;
    const own = held.table.filter?.[member];
    const filter = own === undefined ? filters[member] : equals(own);
    if (!filter) throw new Error(`The stand-in cannot filter by ${member}.`);
    return filter(held, wanted);
  });

export const isError = (answer: object): answer is AwsError => "type" in answer && "status" in answer;

/** A page of a List: AWS takes the slice first and filters it afterwards, so that a page may be empty and still carry a token. */
export const listPage = (table: Table, shelf: Shelf, input: JsonObject, manners: ListManners): JsonObject | AwsError => {
  const paging = pagings[table.service] ?? usualPaging;
  const asked = pageSizeOf(paging, input);
  if (typeof asked !== "number") return asked;
  const size = Math.min(asked, manners.most);
  const given = input[paging.input];
  const token = given === undefined ? { operation: table.list, offset: 0, page: 0 } : decode(textOf(given), table.list);
  if (!token || (manners.forgetToken && given !== undefined)) return paging.invalid;
  const all = inOrder(shelf, table, input);
  const start = Math.max(0, token.offset - (token.page > 0 ? manners.overlap : 0));
  const end = manners.emptyPage ? token.offset : token.offset + size;
  const items = manners.emptyPage ? [] : all.slice(start, end).filter((held) => matches(held, input, paging));
  const more = manners.loop || end < all.length;
  const next = encode({ operation: table.list, offset: manners.loop ? 0 : end, page: manners.loop ? 1 : token.page + 1 });
  return { [table.items]: items.map(summaryOf), ...(more ? { [paging.output]: next } : {}) };
};
