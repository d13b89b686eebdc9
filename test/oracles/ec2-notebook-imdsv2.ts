import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "imdsEndpoint") === "disabled" ? "not-applicable" : failIf(valueOf(resource, "imdsTokens") !== "required");

export default oracle;
