import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  failIf(valueOf(resource, "notebookSharing") === "Allowed" && valueOf(resource, "sharingKmsKeyId") === null);

export default oracle;
