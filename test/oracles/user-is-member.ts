import { isObject } from "../../src/estate/json.ts";
import { failIf, type Oracle, tagOf, textsOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const { projects } = params;
  const [project, user] = [tagOf(resource, "project"), tagOf(resource, "user")];
  if (!isObject(projects) || user === "" || !Object.hasOwn(projects, project)) return "not-applicable";
  return failIf(!textsOf(projects[project]).includes(user));
};

export default oracle;
