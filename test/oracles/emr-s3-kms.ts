import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  if (valueOf(resource, "atRestEncryption") !== true) return "not-applicable";
  const mode = valueOf(resource, "s3EncryptionMode");
  return failIf(mode === null || mode === "SSE-S3");
};

export default oracle;
