import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { Problem } from "../../estate/problem.ts";
import { parseStrictJson } from "../../estate/strict-json.ts";
import { textOf } from "../text.ts";
import type { Deployment } from "./template.ts";
import { hidden, plain, type Value } from "./value.ts";
import { unresolved } from "./scope.ts";

/** What a file says of a deployment, and which parameters it names. */
export type Deployed = { deployment: Partial<Deployment>; names: readonly string[] };

const todo =
  'Write what `aws cloudformation` takes: [{"ParameterKey": "Env", "ParameterValue": "dev"}], ["Env=dev"], or {"Env": "dev"}; with tags of the stack, {"Parameters": {...}, "Tags": {...}}.';

const refuse = (file: string, what: string): Problem => new Problem({ code: "parameters-malformed", what, where: file, todo });

/** Values are never quoted: a parameter may be a password. */
const valueOf = (name: string, said: Json | undefined, file: string): Value => {
  if (typeof said === "string" || typeof said === "number" || typeof said === "boolean") return plain(said);
  if (Array.isArray(said) && said.every((one) => typeof one === "string")) return plain(said.join(","));
  throw refuse(file, `The value of ${name} is no text.`);
};

const entryOf = (one: Json, file: string): [string, Value] => {
  if (typeof one === "string" && one.includes("=")) return [one.slice(0, one.indexOf("=")), plain(one.slice(one.indexOf("=") + 1))];
  const name = isObject(one) ? one["ParameterKey"] : undefined;
  if (!isObject(one) || typeof name !== "string") throw refuse(file, "An entry has no ParameterKey.");
  if (one["UsePreviousValue"] === true) return [name, hidden(unresolved(`parameter ${name} stays as it is deployed`))];
  return [name, valueOf(name, one["ParameterValue"], file)];
};

const entriesOf = (said: Json | undefined, file: string): [string, Value][] => {
  if (Array.isArray(said)) return said.map((one) => entryOf(one, file));
  if (isObject(said)) return Object.entries(said).map(([name, value]) => [name, valueOf(name, value, file)]);
  throw refuse(file, "This file gives no parameters.");
};

const tagsOf = (said: JsonObject, file: string): Value => ({
  is: "list",
  items: Object.entries(said).map(([key, value]) => ({
    is: "map",
    members: new Map([
      ["Key", plain(key)],
      ["Value", valueOf(`the tag ${key}`, value, file)],
    ]),
  })),
});

const placeOf = (parameters: ReadonlyMap<string, Value>): Pick<Deployment, "account" | "region"> => {
  const said = (name: string): string | undefined => {
    const value = parameters.get(name);
    return value?.is === "plain" ? String(value.value) : undefined;
  };
  const [account, region] = [said("AWS::AccountId"), said("AWS::Region")];
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
};

/** Reads what the AWS CLI and its pipelines take for the parameters of a stack; `AWS::Region` and `AWS::AccountId` may stand among them. */
export const readDeployment = (content: string | Uint8Array, file: string): Deployed => {
  const document = parseStrictJson(textOf(content, file), { file, todo });
  const isConfiguration = isObject(document) && isObject(document["Parameters"]);
  const parameters = new Map(entriesOf(isConfiguration ? document["Parameters"] : document, file));
  const tags = isConfiguration && isObject(document["Tags"]) ? { tags: tagsOf(document["Tags"], file) } : {};
  return {
    deployment: { parameters, ...tags, ...placeOf(parameters) },
    names: [...parameters.keys()].filter((name) => !name.startsWith("AWS::")),
  };
};
