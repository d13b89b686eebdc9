import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const days = valueOf(resource, "facts.standingDays");
  return days === null ? "not-applicable" : failIf(Number(days) > Number(params["maxDays"]));
};

export default oracle;
