import type { JsonObject } from "../../src/estate/json.ts";
import { awsError } from "./errors.ts";
import type { Handler } from "./operations.ts";
import { getProducts } from "./price-list.ts";

/** What an account has beside its resources: parameters of Systems Manager by name, and what AWS sells to everybody. */
export type Besides = { parameters: Map<string, string>; products: readonly JsonObject[] };

const getParameter =
  ({ parameters }: Besides): Handler =>
  ({ input }) => {
    const name = String(input["Name"]);
    const value = parameters.get(name);
    if (value === undefined) return awsError("ParameterNotFound", "");
    return { Parameter: { Name: name, Type: "String", Value: value, Version: 1 } };
  };

export const besideOperations = (besides: Besides): ReadonlyMap<string, Handler> =>
  new Map([
    ["ssm:GetParameter", getParameter(besides)],
    ["pricing:GetProducts", getProducts(besides.products)],
  ]);
