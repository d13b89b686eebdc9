import { liesIn } from "./project-places.ts";
import { failIf, type Oracle, tagOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const uri = valueOf(resource, "inputUri");
  const places = liesIn(params["places"], tagOf(resource, "project"), tagOf(resource, "user"));
  return places === undefined || typeof uri !== "string" ? "not-applicable" : failIf(!places(uri));
};

export default oracle;
