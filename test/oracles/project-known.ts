import { isObject } from "../../src/estate/json.ts";
import { failIf, type Oracle, tagOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const { projects } = params;
  const project = tagOf(resource, "project");
  if (!isObject(projects) || project === "") return "not-applicable";
  return failIf(!Object.hasOwn(projects, project));
};

export default oracle;
