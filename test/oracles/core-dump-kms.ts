import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "coreDumpUri") === null ? "not-applicable" : failIf(valueOf(resource, "coreDumpKmsKeyId") === null);

export default oracle;
