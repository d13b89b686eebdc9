import { isObject } from "../../src/estate/json.ts";
import { type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params, now }) => {
  const [version, image] = [valueOf(resource, "imageVersion"), valueOf(resource, "imageArn")];
  if (valueOf(resource, "facts.ended") === true || typeof version !== "string") return "not-applicable";
  const [, account = "", name = ""] = typeof image === "string" ? (/^arn:[^:]*:sagemaker:[^:]*:(\d{12}):(.*)$/.exec(image) ?? []) : [];
  const isOfAws = image === null || textsOf(params["accounts"]).includes(account);
  if (image !== null && !name.startsWith("image/sagemaker-distribution")) return "not-applicable";
  if (!isOfAws) return account === resource.account ? "not-applicable" : "unknown";
  const ends = isObject(params["ends"]) ? params["ends"] : {};
  const [major = "", minor = ""] = version.split(".");
  const end = ends[`${major}.${minor}`] ?? ends[major];
  if (typeof end === "string" && end < now.slice(0, 10)) return "fail";
  return Object.hasOwn(ends, version === major ? major : `${major}.${minor}`) ? "pass" : "unknown";
};

export default oracle;
