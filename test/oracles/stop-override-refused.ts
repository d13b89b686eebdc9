import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const override = valueOf(resource, "facts.stopOverride");
  return override === null ? "not-applicable" : failIf(override === "forbidden" || override === "later");
};

export default oracle;
