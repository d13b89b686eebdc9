import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  failIf(valueOf(resource, "volumeKmsKeyId") === null || valueOf(resource, "interContainerEncryption") !== true);

export default oracle;
