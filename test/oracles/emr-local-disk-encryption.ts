import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  if (valueOf(resource, "atRestEncryption") !== true) return "not-applicable";
  const provider = valueOf(resource, "localDiskKeyProvider");
  return failIf(provider === null || (provider === "AwsKms" && valueOf(resource, "ebsEncryption") !== true));
};

export default oracle;
