import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "facts.due") === null ? "not-applicable" : failIf(Number(valueOf(resource, "facts.overdueSeconds")) > 0);

export default oracle;
