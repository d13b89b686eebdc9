import { isObject, type JsonObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

/** A pattern that has an end of its own stands for some actions only. */
const isEveryAction = (pattern: string): boolean => {
  const [start = "", ...rest] = pattern.toLowerCase().split("*");
  return pattern.endsWith("*") && rest.every((part) => part === "" || part === ":") && "sagemaker:".startsWith(start);
};
const everywhere = /^(\*+|arn:[^:]*:(\*+|(\*+|sagemaker):(\*+|[^:]*:\*+(:\*+)?)))$/;

const isOpen = (statement: JsonObject): boolean => {
  const of = (part: string): readonly string[] => textsOf(statement[part]);
  const everything = of("actions").some(isEveryAction) || (of("notActions").length > 0 && !of("notActions").some(isEveryAction));
  const everybody = of("principals").includes("*") || of("notPrincipals").length > 0;
  const onAll = of("resources").some((one) => everywhere.test(one)) || of("notResources").length > 0;
  return statement["effect"] === "Allow" && everything && everybody && onAll && of("conditionKeys").length === 0;
};

const oracle: Oracle = ({ resource }) => {
  const service = textOf(valueOf(resource, "serviceName"));
  if (valueOf(resource, "serviceName") !== null && !service.includes(".sagemaker.")) return "not-applicable";
  if (service !== "" && valueOf(resource, "policy") === null) return "fail";
  const statements = listOf(valueOf(resource, "statements")).filter(isObject);
  if (statements.some((one) => one["effect"] === "Deny" && textsOf(one["conditionKeys"]).length > 0)) return "not-applicable";
  return failIf(service !== "" && statements.some(isOpen));
};

export default oracle;
