import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const captures = valueOf(resource, "dataCapture") === true;
  const answersLater = valueOf(resource, "asyncOutputUri") !== null;
  if (!captures && !answersLater) return "not-applicable";
  const open = captures && valueOf(resource, "dataCaptureKmsKeyId") === null;
  return failIf(open || (answersLater && valueOf(resource, "asyncOutputKmsKeyId") === null));
};

export default oracle;
