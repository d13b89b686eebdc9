import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const several = Number(valueOf(resource, "instanceCount") ?? 0) > 1;
  return several ? failIf(!valueOf(resource, "interContainerEncryption")) : "not-applicable";
};

export default oracle;
