import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "image") === null ? "not-applicable" : failIf(valueOf(resource, "repositoryAccess") === "Platform");

export default oracle;
