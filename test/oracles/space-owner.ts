import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ related }) => {
  const owner = related("profile");
  if (owner === null) return "not-applicable";
  return failIf(owner === "missing" || ["Deleting", "Failed"].includes(textOf(valueOf(owner, "state"))));
};

export default oracle;
