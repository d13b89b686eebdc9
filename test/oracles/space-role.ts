import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "sharingType") === "Private" ? "not-applicable" : failIf(valueOf(resource, "facts.roleBeyond") !== null);

export default oracle;
