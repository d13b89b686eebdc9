import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "managedSpot") === true ? failIf(valueOf(resource, "checkpointUri") === null) : "not-applicable";

export default oracle;
