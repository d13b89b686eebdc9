import type { Json, JsonObject } from "../../src/estate/json.ts";
import { type AwsError } from "./errors.ts";
import type { Call } from "./operations.ts";
import { isError, listPage } from "./paging.ts";
import { tables } from "./tables.ts";

/** Filter of GetAccountAuthorizationDetails -> the kind that it lets through. */
const kindOf: Readonly<Record<string, string>> = {
  Role: "iam-role",
  User: "iam-user",
  Group: "iam-group",
  LocalManagedPolicy: "iam-policy",
  AWSManagedPolicy: "iam-policy",
};

/** Where a page begins: in the list of a kind, and in that list. */
const placeIn = (marker: Json | undefined): { at: number; inner: string } => {
  const [at = "0", ...inner] = typeof marker === "string" ? marker.split(":") : [];
  return { at: Number(at), inner: inner.join(":") };
};

/** One page of what an account has of IAM: kind after kind, as many of them as have room. */
export const accountDetails = ({ shelf, input, manners }: Call): JsonObject | AwsError => {
  const { Filter, Marker, MaxItems = 100 } = input;
  const filters = Array.isArray(Filter) ? Filter.map(String) : [];
  const wanted = [...new Set(filters.map((filter) => kindOf[filter]))].map((name) => tables.find(({ kind }) => kind === name));
  let { at, inner } = placeIn(Marker);
  const answer: JsonObject = Object.fromEntries(wanted.map((table) => [table?.items ?? "", []]));
  for (let room = Math.min(Number(MaxItems), manners.most); at < wanted.length && room > 0; at++) {
    const table = wanted[at];
    if (!table) throw new Error(`The stand-in gives no IAM details of ${filters.join(", ")}.`);
    const begun = inner !== "" || (Marker !== undefined && manners.forgetToken);
    const page = listPage(table, shelf, { MaxItems: room, ...(begun && { Marker: inner }) }, manners);
    if (isError(page)) return page;
    const items = page[table.items];
    answer[table.items] = items ?? [];
    if ("Marker" in page) return { ...answer, Marker: `${at}:${String(page["Marker"])}`, IsTruncated: true };
    inner = "";
    room -= Array.isArray(items) ? items.length : 0;
  }
  return at < wanted.length ? { ...answer, Marker: `${at}:`, IsTruncated: true } : { ...answer, IsTruncated: false };
};
