import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  if (valueOf(resource, "facts.idles") !== true) return "not-applicable";
  const minutes = valueOf(resource, "facts.idleTimeoutMinutes");
  return failIf(minutes === null || Number(minutes) > Number(params["maxMinutes"]));
};

export default oracle;
