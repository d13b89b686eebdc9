import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const role = valueOf(resource, "canvasRegisterRoleArn");
  return failIf(typeof role === "string" && !textsOf(params["accounts"]).includes(role.split(":")[4] ?? ""));
};

export default oracle;
