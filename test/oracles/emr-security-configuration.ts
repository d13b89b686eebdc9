import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "facts.ended") === true ? "not-applicable" : failIf(valueOf(resource, "securityConfiguration") === null);

export default oracle;
