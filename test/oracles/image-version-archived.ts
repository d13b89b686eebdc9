import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const guidance = textOf(valueOf(resource, "vendorGuidance"));
  return guidance === "" || guidance === "NOT_PROVIDED" ? "not-applicable" : failIf(guidance.endsWith("ARCHIVED"));
};

export default oracle;
