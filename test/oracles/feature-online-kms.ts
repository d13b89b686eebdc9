import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const asked = valueOf(resource, "onlineStore") === true && valueOf(resource, "onlineStorageType") !== "InMemory";
  return asked ? failIf(valueOf(resource, "onlineKmsKeyId") === null) : "not-applicable";
};

export default oracle;
