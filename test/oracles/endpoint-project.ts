import { failIf, type Oracle, tagOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related }) => {
  const config = related("config");
  const project = tagOf(resource, "project");
  if (config === null || config === "missing" || project === "") return "not-applicable";
  return failIf(![project, ""].includes(tagOf(config, "project")));
};

export default oracle;
