import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  if (valueOf(resource, "facts.serves") === null) return "not-applicable";
  const arns = listOf(valueOf(resource, "attachedPolicies")).map((one) => (isObject(one) ? String(one["arn"]).split(":") : []));
  const full = new Set(textsOf(params["policies"]));
  return failIf(arns.some(([, , , , account, path = ""]) => account === "aws" && full.has(path.slice(path.lastIndexOf("/") + 1))));
};

export default oracle;
