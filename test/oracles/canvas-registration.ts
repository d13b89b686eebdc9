import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const role = valueOf(resource, "canvasRegisterRoleArn");
  const fine = [...textsOf(params["accounts"]), valueOf(resource, "facts.ownAccount")];
  return failIf(typeof role === "string" && !fine.includes(role.split(":")[4] ?? ""));
};

export default oracle;
