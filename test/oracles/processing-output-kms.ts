import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  listOf(valueOf(resource, "outputs")).length === 0 ? "not-applicable" : failIf(valueOf(resource, "outputKmsKeyId") === null);

export default oracle;
