import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related, params }) => {
  const isolated = textsOf(params["isolatedSubnets"]);
  if (isolated.length === 0 || valueOf(resource, "lifecycleConfigName") === null) return "not-applicable";
  const config = related("lifecycle");
  if (config === null || config === "missing") return "not-applicable";
  const waits = isolated.includes(textOf(valueOf(resource, "subnetId"))) && valueOf(resource, "directInternetAccess") === "Disabled";
  return failIf(waits && listOf(valueOf(config, "steps")).some((step) => isObject(step) && step["what"] === "download"));
};

export default oracle;
