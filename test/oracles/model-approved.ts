import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related }) => {
  if (valueOf(resource, "modelPackageName") === null) return "not-applicable";
  const found = related("package");
  if (found === null || found === "missing") return "not-applicable";
  return failIf(["Rejected", "PendingManualApproval"].includes(textOf(valueOf(found, "approval"))));
};

export default oracle;
