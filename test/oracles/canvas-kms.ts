import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "canvasArtifactUri") === null ? "not-applicable" : failIf(valueOf(resource, "canvasKmsKeyId") === null);

export default oracle;
