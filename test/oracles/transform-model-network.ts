import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ related }) => {
  const model = related("model");
  if (model === null || model === "missing") return "not-applicable";
  return failIf(valueOf(model, "networkIsolation") !== true || listOf(valueOf(model, "subnetIds")).length === 0);
};

export default oracle;
