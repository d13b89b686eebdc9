import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related, params }) => {
  const name = valueOf(resource, "kmsKeyId");
  if (params["required"] !== true || name === null) return "not-applicable";
  if (/^(?:arn:.*:)?alias\/aws\//.test(textOf(name))) return "fail";
  const key = related("kmsKey");
  return key === null || key === "missing" ? "not-applicable" : failIf(valueOf(key, "manager") === "AWS");
};

export default oracle;
