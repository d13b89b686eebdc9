import { approvedKey } from "./approved-keys.ts";
import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const said = ["volumeKmsKeyId", "outputKmsKeyId"].map((field) => approvedKey(valueOf(resource, field), params["approved"]));
  return said.every((one) => one === undefined) ? "not-applicable" : failIf(said.includes(false));
};

export default oracle;
