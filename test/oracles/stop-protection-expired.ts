import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const protection = valueOf(resource, "facts.protection");
  return protection === null ? "not-applicable" : failIf(protection === "expired");
};

export default oracle;
