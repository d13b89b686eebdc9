import { failIf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  if (valueOf(resource, "facts.serves") === null) return "not-applicable";
  const known = new Set(textsOf(params["accounts"]));
  const others = textOf(valueOf(resource, "facts.opensTo"))
    .split(", ")
    .filter((one) => one !== "");
  return failIf(others.some((one) => !known.has(one)));
};

export default oracle;
