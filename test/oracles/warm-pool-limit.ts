import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const kept = Number(valueOf(resource, "keepAliveSeconds"));
  return kept === 0 ? "not-applicable" : failIf(kept > Number(params["maxSeconds"]));
};

export default oracle;
