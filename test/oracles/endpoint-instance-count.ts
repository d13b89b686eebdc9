import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const count = Number(valueOf(resource, "instanceCount") ?? 0);
  return valueOf(resource, "serverless") === true || count === 0 ? "not-applicable" : failIf(count < 2);
};

export default oracle;
