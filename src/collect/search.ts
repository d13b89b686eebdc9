import type { Json, JsonObject } from "../estate/json.ts";
import { isObject } from "../estate/json.ts";
import type { Kind, Search } from "../kinds/kind.ts";
import { newestFirst, sagemakerPaging } from "../kinds/kind.ts";
import { sagemaker } from "../kinds/operation.ts";
import { parsePath, valueAt } from "../kinds/path-in.ts";
import type { Failure } from "./failure.ts";
import { pagesOf, type Reach } from "./pages.ts";

export type Records = AsyncGenerator<JsonObject, Failure | undefined>;

type Clause = { Name: string; Operator: string; Value: string };

const atLeast = (since: string): Clause => ({ Name: "CreationTime", Operator: "GreaterThanOrEqualTo", Value: since });

/** What runs, as far as the index can be asked for it: by the places of plain members. */
const living = ({ history, fields }: Kind): Clause[] =>
  (history?.always ?? []).flatMap(({ field, values }) => {
    const place = fields[field]?.shape === "leaf" ? fields[field].api : undefined;
    return typeof place !== "string" || place.includes(".")
      ? []
      : values.map((value) => ({ Name: place, Operator: "Equals", Value: value }));
  });

export type SearchOptions = { kind: Kind; search: Search; since: string | undefined; alone: boolean; reach: Reach };

type Expression = { Filters: Clause[]; Operator: "And" | "Or" };

const expressionOf = ({ kind, search: { only }, since, alone }: Omit<SearchOptions, "reach">): Expression | undefined => {
  const young = since === undefined || !kind.history ? [] : [atLeast(since)];
  // Both at once cannot be said in one list of filters, nor need it be: what is of several kinds is never believed alone.
  if (only) return { Filters: [{ Name: only.name, Operator: "Equals", Value: only.value }, ...young], Operator: "And" };
  const filters = alone && young.length > 0 ? [...young, ...living(kind)] : young;
  return filters.length === 0 ? undefined : { Filters: filters, Operator: "Or" };
};

/** The documents of the index, the newest first. `alone`: nothing else will show what runs and is older, so it is asked for. */
export async function* searchRecords({ kind, search, since, alone, reach }: SearchOptions): Records {
  const expression = expressionOf({ kind, search, since, alone });
  const input = { Resource: search.resource, MaxResults: 100, ...newestFirst, ...(expression && { SearchExpression: expression }) };
  const pages = pagesOf({ operation: sagemaker("Search"), items: "Results", token: sagemakerPaging.token, input }, reach);
  for (;;) {
    const next = await pages.next();
    if (next.done) return next.value;
    for (const record of next.value.items) {
      const document: Json | undefined = valueAt(record, parsePath(search.root));
      if (isObject(document)) yield document;
    }
  }
}
