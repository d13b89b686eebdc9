import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related, params }) => {
  if (params["required"] !== true || valueOf(resource, "kmsKeyId") === null) return "not-applicable";
  const key = related("kmsKey");
  return key === null || key === "missing" ? "not-applicable" : failIf(valueOf(key, "manager") === "AWS");
};

export default oracle;
