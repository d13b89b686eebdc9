import { failIf, type Oracle, tagOf, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  if (valueOf(resource, "facts.ended") === true) return "not-applicable";
  const type = valueOf(resource, "instanceType");
  if (typeof type !== "string" || tagOf(resource, textOf(params["exceptionTag"] ?? null)) !== "") return "not-applicable";
  const [, family = "", size = ""] = type.split(".");
  const isAccelerated = type.split(".").length === 3 && textsOf(params["accelerated"]).includes(family);
  const digits = /[0-9]+/.exec(size)?.[0];
  const xlarges = size.endsWith("xlarge") ? Number(digits ?? 1) : size.startsWith("metal") ? 1000 : 0;
  return failIf(isAccelerated || xlarges > Number(params["maxXlarges"]));
};

export default oracle;
