import { isObject } from "../../src/estate/json.ts";
import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params, now }) => {
  const platform = valueOf(resource, "platform");
  const end = isObject(params["ends"]) && typeof platform === "string" ? params["ends"][platform] : undefined;
  if (platform !== null && end === undefined) return "unknown";
  return failIf(typeof end === "string" && end < now.slice(0, 10));
};

export default oracle;
