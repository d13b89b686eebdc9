import { failIf, type Oracle, tagOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related }) => {
  const role = related("role");
  const project = tagOf(resource, "project");
  if (role === "missing" || project === "") return "not-applicable";
  if (role === null) return "pass";
  return failIf(![project, ""].includes(tagOf(role, "project")));
};

export default oracle;
