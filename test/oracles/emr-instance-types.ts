import { allowedBy } from "./allow-list.ts";
import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const isAllowed = allowedBy(params["allowed"]);
  if (!isAllowed || valueOf(resource, "facts.ended") === true) return "not-applicable";
  return failIf(!textsOf(valueOf(resource, "instanceTypes")).every(isAllowed));
};

export default oracle;
