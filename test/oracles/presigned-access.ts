import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "facts.administratorBy") === null ? failIf(valueOf(resource, "facts.presignsBy") !== null) : "not-applicable";

export default oracle;
