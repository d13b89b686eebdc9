import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const modes = textsOf(params["modes"]);
  return modes.length === 0 ? "not-applicable" : failIf(!modes.some((mode) => mode === valueOf(resource, "authMode")));
};

export default oracle;
