import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const image = valueOf(resource, "image");
  if (typeof image !== "string") return "not-applicable";
  if (/@sha256:/.test(image)) return "pass";
  const tag = /:([^:/]*)$/.exec(image)?.[1];
  return failIf(params["digest"] === true || tag === undefined || tag === "" || tag === "latest");
};

export default oracle;
