import type { JsonObject } from "../../src/estate/json.ts";
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

/** One page of what an account has of IAM. Nobody asks the stand-in for several kinds at once. */
export const accountDetails = ({ shelf, input, manners }: Call): JsonObject | AwsError => {
  const { Filter, ...paging } = input;
  const filters = Array.isArray(Filter) ? Filter.map(String) : [];
  const wanted = [...new Set(filters.map((filter) => kindOf[filter]))];
  const table = tables.find(({ kind }) => kind === wanted[0]);
  if (!table || wanted.length > 1) throw new Error(`The stand-in gives no IAM details of ${filters.join(", ")} at once.`);
  const page = listPage(table, shelf, paging, manners);
  return isError(page) ? page : { ...page, IsTruncated: "Marker" in page };
};
