import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related, params }) => {
  if (valueOf(resource, "lifecycleConfigName") === null) return "not-applicable";
  const config = related("lifecycle");
  if (config === null || config === "missing") return "not-applicable";
  const isNamed = textsOf(params["isolatedSubnets"]).includes(textOf(valueOf(resource, "subnetId")));
  const waits =
    valueOf(resource, "facts.reachesInternet") === false || (isNamed && valueOf(resource, "directInternetAccess") === "Disabled");
  return failIf(waits && listOf(valueOf(config, "steps")).some((step) => isObject(step) && step["what"] === "download"));
};

export default oracle;
