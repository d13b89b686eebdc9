import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const volumes = Number(valueOf(resource, "volumeCount"));
  return volumes === 0 ? "not-applicable" : failIf(textsOf(valueOf(resource, "volumeKmsKeyIds")).length < volumes);
};

export default oracle;
