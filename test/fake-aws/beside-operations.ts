import type { JsonObject } from "../../src/estate/json.ts";
import { awsError } from "./errors.ts";
import type { Handler } from "./operations.ts";

/** A product of the price list: its attributes by name, and its terms as AWS nests them. */
export type Product = { attributes: Readonly<Record<string, string>>; terms: JsonObject };

/** What an account has beside its resources: parameters of Systems Manager by name, and AWS's prices, which are the same for all. */
export type Besides = { parameters: Map<string, string>; products: readonly Product[] };

const getParameter =
  ({ parameters }: Besides): Handler =>
  ({ input }) => {
    const name = String(input["Name"]);
    const value = parameters.get(name);
    if (value === undefined) return awsError("ParameterNotFound", "");
    return { Parameter: { Name: name, Type: "String", Value: value, Version: 1 } };
  };

const meets = ({ attributes }: Product, filter: unknown): boolean => {
  if (typeof filter !== "object" || filter === null) return false;
  const [type, field, value] = ["Type", "Field", "Value"].map((name): unknown => Reflect.get(filter, name));
  return type === "TERM_MATCH" && typeof field === "string" && attributes[field] === value;
};

/** Products as text, each a document of its own; some at a time. */
const getProducts =
  ({ products }: Besides): Handler =>
  ({ input }) => {
    const filters = [input["Filters"] ?? []].flat();
    const found = products.filter((product) => filters.every((filter) => meets(product, filter)));
    const [start, size] = [Number(input["NextToken"] ?? 0), Number(input["MaxResults"] ?? 100)];
    const page = found.slice(start, start + size).map(({ attributes, terms }) => JSON.stringify({ product: { attributes }, terms }));
    return { FormatVersion: "aws_v1", PriceList: page, ...(start + size < found.length && { NextToken: String(start + size) }) };
  };

export const besideOperations = (besides: Besides): ReadonlyMap<string, Handler> =>
  new Map([
    ["ssm:GetParameter", getParameter(besides)],
    ["pricing:GetProducts", getProducts(besides)],
  ]);
