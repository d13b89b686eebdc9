import { failIf, type Oracle } from "./oracle.ts";

const oracle: Oracle = ({ related }) => {
  const endpoint = related("endpoint");
  return endpoint === null ? "not-applicable" : failIf(endpoint === "missing");
};

export default oracle;
