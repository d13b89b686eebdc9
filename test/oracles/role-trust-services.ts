import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  if (valueOf(resource, "facts.serves") === null) return "not-applicable";
  const known = new Set(textsOf(params["services"]));
  const services = textsOf(valueOf(resource, "services")).map((one) => one.split(".")[0] ?? "");
  return failIf(valueOf(resource, "effect") === "Allow" && services.some((one) => !known.has(one)));
};

export default oracle;
