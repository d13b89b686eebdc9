import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, now }) => {
  const end = valueOf(resource, "versionEndsAt");
  return typeof end === "string" ? failIf(Date.parse(end) <= Date.parse(now)) : "not-applicable";
};

export default oracle;
