import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "serverless") === true ? "not-applicable" : failIf(valueOf(resource, "ssmAccess") === true);

export default oracle;
