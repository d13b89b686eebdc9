import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "facts.usedBy") === null ? "not-applicable" : failIf(textOf(valueOf(resource, "tagMutability")).startsWith("MUTABLE"));

export default oracle;
