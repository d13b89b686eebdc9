import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const concerns = valueOf(resource, "facts.serves") !== null && valueOf(resource, "facts.administratorBy") === null;
  return concerns ? failIf(valueOf(resource, "facts.passesAnyRoleBy") !== null) : "not-applicable";
};

export default oracle;
