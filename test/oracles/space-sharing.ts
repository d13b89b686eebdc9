import { failIf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const allowed = textsOf(params["allowed"]);
  const sharing = textOf(valueOf(resource, "sharingType") ?? (valueOf(resource, "ownerName") === null ? "Shared" : "Private"));
  return allowed.length === 0 ? "not-applicable" : failIf(!allowed.includes(sharing));
};

export default oracle;
