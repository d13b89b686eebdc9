import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  if (valueOf(resource, "atRestEncryption") !== true) return "not-applicable";
  const modes = listOf(valueOf(resource, "s3Overrides")).map((one) => (isObject(one) ? one["encryptionMode"] : undefined));
  const mode = valueOf(resource, "s3EncryptionMode");
  return failIf(mode === null || mode === "SSE-S3" || modes.includes("SSE-S3"));
};

export default oracle;
