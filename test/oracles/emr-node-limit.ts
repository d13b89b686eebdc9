import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const limit = params["maxNodes"];
  if (typeof limit !== "number" || valueOf(resource, "facts.ended") === true) return "not-applicable";
  return failIf(["groupNodes", "fleetNodes"].some((field) => Number(valueOf(resource, field) ?? 0) > limit));
};

export default oracle;
