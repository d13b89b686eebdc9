import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "facts.usedBy") === null ? "not-applicable" : failIf(valueOf(resource, "encryption") === "AES256");

export default oracle;
