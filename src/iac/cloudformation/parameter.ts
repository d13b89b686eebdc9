import { isObject, type Json } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import { atDeployment, unresolved } from "./scope.ts";
import { hidden, plain, textOf, type Value } from "./value.ts";

/** `AWS::EC2::Subnet::Id` and its like: CloudFormation checks that there is such a thing. */
const isOfAws = (type: string): boolean => /^(?:List<)?AWS::/.test(type);
const isList = (type: string): boolean => type === "CommaDelimitedList" || type.startsWith("List<") || type.includes("Value<List<");

const plainOf = (node: Json | undefined): string | undefined =>
  typeof node === "string" || typeof node === "number" || typeof node === "boolean" ? String(node) : undefined;

/** Patterns are Java's. One that cannot be read as ours says nothing. */
const refusesEmpty = (pattern: string | undefined): boolean => {
  try {
    return pattern !== undefined && !new RegExp(pattern, "u").test("");
  } catch {
    return false;
  }
};

/** Whether whatever may be given is more than the empty text. */
const neverEmpty = (declared: Json, type: string): boolean => {
  if (isOfAws(type) || type === "Number") return true;
  const { AllowedValues, AllowedPattern, MinLength } = isObject(declared) ? declared : {};
  if (refusesEmpty(plainOf(AllowedPattern))) return true;
  return (Array.isArray(AllowedValues) && AllowedValues.every((one) => plainOf(one) !== "")) || Number(plainOf(MinLength) ?? 0) > 0;
};

const asType = (text: string, type: string): Value =>
  isList(type) ? { is: "list", items: text.split(",").map((item) => plain(item.trim())) } : plain(text);

const secret = (name: string): Unknown => ({ reason: "sensitive", detail: `parameter ${name} is NoEcho` });

/** What a parameter is: as given, else its default. `given`: what was said on the command line, or by the stack that nests this one. */
export const parameterValue = (name: string, declared: Json, given: Value | undefined, same: string): Value => {
  const said = isObject(declared) ? declared : {};
  const type = plainOf(said["Type"]) ?? "String";
  const text = given ? textOf(given) : plainOf(said["Default"]);
  const isSet = text === undefined ? neverEmpty(declared, type) : text !== "";
  const set = { same, ...(isSet ? { set: true } : {}) };
  if (/^true$/i.test(plainOf(said["NoEcho"]) ?? "")) return hidden({ ...secret(name), ...set });
  if (type.startsWith("AWS::SSM::Parameter::Value<")) return hidden(atDeployment(`parameter ${name}, which is kept in SSM`, { same }));
  if (given && text === undefined) return given;
  return text === undefined ? hidden({ ...unresolved(`parameter ${name} has no value`), ...set }) : asType(text, type);
};

const partitionOf = (region: string): string => (region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws");

/** What CloudFormation itself knows: the region and account where somebody said them, and what follows from these. */
export const pseudoValue = (name: string, known: { account?: string; region?: string }): Value | undefined => {
  if (!name.startsWith("AWS::")) return undefined;
  const { account, region } = known;
  if (name === "AWS::AccountId" && account !== undefined) return plain(account);
  if (name === "AWS::Region" && region !== undefined) return plain(region);
  if (name === "AWS::Partition" && region !== undefined) return plain(partitionOf(region));
  if (name === "AWS::URLSuffix" && region !== undefined) return plain(region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");
  return hidden(atDeployment(name, { same: name }));
};
