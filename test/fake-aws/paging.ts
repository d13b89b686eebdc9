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
const steering = ["NextToken", "Marker", "MaxResults", "SortBy", "SortOrder"];

/** Newest first unless asked otherwise, as most of SageMaker does it. */
const inOrder = (shelf: Shelf, table: Table, input: JsonObject): Rows => {
  const held = shelf.held.filter((one) => one.table === table);
  const by = input["SortBy"] === "Name" ? nameOf : (one: Held): string => textOf(at(one.document, one.table.created));
  const sign = input["SortOrder"] === "Ascending" ? 1 : -1;
  const sorted = held.toSorted((a, b) => sign * (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0) || (a.arn < b.arn ? -1 : 1));
  return rowsOf(shelf, table, sorted, sign === 1 ? "oldest-first" : "newest-first");
};

const pageSizeOf = (table: Table, input: JsonObject): number | AwsError => {
  if (table.service === "emr") return 50;
  const asked = input["MaxResults"] ?? 10;
  if (typeof asked === "number" && asked >= 1 && asked <= 100) return asked;
  const bound = Number(asked) < 1 ? "greater than or equal to 1" : "less than or equal to 100";
  return validation(
    `1 validation error detected: Value '${textOf(asked)}' at 'maxResults' failed to satisfy constraint: Member must have value ${bound}`,
  );
};

const matches = (held: Held, input: JsonObject): boolean =>
  Object.entries(input).every(([member, wanted]) => {
    if (steering.includes(member)) return true;
    const filter = filters[member];
    if (!filter) throw new Error(`The stand-in cannot filter by ${member}.`);
    return filter(held, wanted);
  });

export const isError = (answer: object): answer is AwsError => "type" in answer && "status" in answer;

/** A page of a List: AWS takes the slice first and filters it afterwards, so that a page may be empty and still carry a token. */
export const listPage = (table: Table, shelf: Shelf, input: JsonObject, manners: ListManners): JsonObject | AwsError => {
  const tokenMember = table.service === "emr" ? "Marker" : "NextToken";
  const asked = pageSizeOf(table, input);
  if (typeof asked !== "number") return asked;
  const size = Math.min(asked, manners.most);
  const given = input[tokenMember];
  const invalid =
    table.service === "emr" ? awsError("InvalidRequestException", "Marker is not valid.") : validation("Invalid pagination token");
  const token = given === undefined ? { operation: table.list, offset: 0, page: 0 } : decode(textOf(given), table.list);
  if (!token || (manners.forgetToken && given !== undefined)) return invalid;
  const all = inOrder(shelf, table, input);
  const start = Math.max(0, token.offset - (token.page > 0 ? manners.overlap : 0));
  const end = manners.emptyPage ? token.offset : token.offset + size;
  const items = manners.emptyPage ? [] : all.slice(start, end).filter((held) => matches(held, input));
  const more = manners.loop || end < all.length;
  const next = encode({ operation: table.list, offset: manners.loop ? 0 : end, page: manners.loop ? 1 : token.page + 1 });
  return { [table.items]: items.map(summaryOf), ...(more ? { [tokenMember]: next } : {}) };
};
