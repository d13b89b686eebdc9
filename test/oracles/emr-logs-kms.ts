import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  if (valueOf(resource, "facts.ended") === true || valueOf(resource, "logUri") === null) return "not-applicable";
  return failIf(valueOf(resource, "logKmsKeyId") === null);
};

export default oracle;
