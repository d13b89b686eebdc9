import { liesIn } from "./project-places.ts";
import { failIf, type Oracle, tagOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const uri = valueOf(resource, "modelDataUrl");
  const places = liesIn(params["places"], tagOf(resource, "project"));
  return places === undefined || typeof uri !== "string" ? "not-applicable" : failIf(!places(uri));
};

export default oracle;
