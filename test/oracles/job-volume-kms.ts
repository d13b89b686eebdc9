import { hasLocalStorage } from "./local-storage.ts";
import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const types = textsOf(valueOf(resource, "instanceTypes"));
  const takesKey = types.length > 0 && !types.some(hasLocalStorage);
  return takesKey ? failIf(valueOf(resource, "volumeKmsKeyId") === null) : "not-applicable";
};

export default oracle;
