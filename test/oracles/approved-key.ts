import { approvedKey } from "./approved-keys.ts";
import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const approved = approvedKey(valueOf(resource, "kmsKeyId"), params["approved"]);
  return approved === undefined ? "not-applicable" : failIf(!approved);
};

export default oracle;
