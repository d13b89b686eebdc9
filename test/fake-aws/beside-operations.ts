import { awsError } from "./errors.ts";
import type { Handler } from "./operations.ts";

/** What an account has beside its resources: parameters of Systems Manager by name. */
export type Besides = { parameters: Map<string, string> };

const getParameter =
  ({ parameters }: Besides): Handler =>
  ({ input }) => {
    const name = String(input["Name"]);
    const value = parameters.get(name);
    if (value === undefined) return awsError("ParameterNotFound", "");
    return { Parameter: { Name: name, Type: "String", Value: value, Version: 1 } };
  };

export const besideOperations = (besides: Besides): ReadonlyMap<string, Handler> => new Map([["ssm:GetParameter", getParameter(besides)]]);
