import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

/** Families with local NVMe storage, as SageMaker names them: those that end in `d`, and the accelerated ones. */
const localStorage = /^ml\.([cmr](5|6i|6g)d|r7gd|i3en|g4dn|g5|gr6|g6e?|g7e?|p3dn|p4de?|p5(en?)?|p6[^.]*|trn1n?|trn2|dl1)\./;

const oracle: Oracle = ({ resource }) => {
  const types = textsOf(valueOf(resource, "instanceTypes"));
  const takesKey = types.length > 0 && !types.some((type) => localStorage.test(type));
  return takesKey ? failIf(valueOf(resource, "volumeKmsKeyId") === null) : "not-applicable";
};

export default oracle;
