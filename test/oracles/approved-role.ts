import { arnAllowedBy } from "./allow-list.ts";
import { failIf, type Oracle, tagOf, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related, params }) => {
  const [arn, isApproved] = [valueOf(resource, "roleArn"), arnAllowedBy(params["approved"])];
  if (!isApproved || typeof arn !== "string") return "not-applicable";
  if (isApproved(arn)) return "pass";
  const role = related("role");
  return failIf(role === null || role === "missing" || tagOf(role, textOf(params["ofPlatform"] ?? "")) === "");
};

export default oracle;
