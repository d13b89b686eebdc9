import { failIf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const concerns = valueOf(resource, "facts.serves") !== null && valueOf(resource, "facts.administratorBy") === null;
  if (!concerns) return "not-applicable";
  const accepted = new Set(textsOf(params["accepted"]));
  const ways = textOf(valueOf(resource, "facts.waysUp"))
    .split(", ")
    .filter((way) => way !== "");
  return failIf(ways.some((way) => !accepted.has(way)));
};

export default oracle;
