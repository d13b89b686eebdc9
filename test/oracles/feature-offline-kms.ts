import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "offlineUri") === null ? "not-applicable" : failIf(valueOf(resource, "offlineKmsKeyId") === null);

export default oracle;
