import { failIf, type Oracle, tagOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related }) => {
  const model = related("model");
  const project = tagOf(resource, "project");
  if (project === "" || model === "missing") return "not-applicable";
  return failIf(model !== null && ![project, ""].includes(tagOf(model, "project")));
};

export default oracle;
