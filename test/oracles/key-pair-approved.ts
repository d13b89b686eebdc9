import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const approved = textsOf(params["approved"]);
  const key = valueOf(resource, "keyName");
  if (approved.length === 0 || key === null || valueOf(resource, "facts.ended") === true) return "not-applicable";
  return failIf(!approved.some((one) => one === key));
};

export default oracle;
