import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const [size, most] = [valueOf(resource, "volumeSizeGb"), params["maxGb"]];
  return typeof most !== "number" || typeof size !== "number" ? "not-applicable" : failIf(size > most);
};

export default oracle;
