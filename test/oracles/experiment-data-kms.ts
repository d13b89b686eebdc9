import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "dataUri") === null ? "not-applicable" : failIf(valueOf(resource, "dataKmsKeyId") === null);

export default oracle;
