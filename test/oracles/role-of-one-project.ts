import { failIf, type Oracle, tagOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, relatedAll }) => {
  const own = tagOf(resource, "project");
  return own === "" ? "not-applicable" : failIf(relatedAll("sameRole").some((other) => !["", own].includes(tagOf(other, "project"))));
};

export default oracle;
