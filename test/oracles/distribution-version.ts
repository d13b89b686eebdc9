import { isObject } from "../../src/estate/json.ts";
import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params, now }) => {
  if (valueOf(resource, "facts.ended") === true) return "not-applicable";
  const [version, image] = [valueOf(resource, "imageVersion"), valueOf(resource, "imageArn")];
  if (typeof version !== "string" || (typeof image === "string" && !image.includes(":image/sagemaker-distribution")))
    return "not-applicable";
  const ends = isObject(params["ends"]) ? params["ends"] : {};
  const [major = "", minor = ""] = version.split(".");
  const end = ends[`${major}.${minor}`] ?? ends[major];
  return failIf(typeof end === "string" && end < now.slice(0, 10));
};

export default oracle;
