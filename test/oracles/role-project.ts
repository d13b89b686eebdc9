import { failIf, type Oracle, tagOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related }) => {
  const role = related("role");
  const project = tagOf(resource, "project");
  if (project === "" || role === "missing") return "not-applicable";
  return failIf(role !== null && ![project, ""].includes(tagOf(role, "project")));
};

export default oracle;
