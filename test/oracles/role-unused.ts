import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const days = valueOf(resource, "facts.unusedDays");
  if (valueOf(resource, "facts.serves") === null) return "not-applicable";
  return failIf(typeof days === "number" && days > Number(params["maxDays"]));
};

export default oracle;
