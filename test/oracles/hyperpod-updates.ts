import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const status = valueOf(resource, "imageVersionStatus");
  return status === null ? "not-applicable" : failIf(["SecurityUpdateRequired", "EndOfLife"].includes(textOf(status)));
};

export default oracle;
