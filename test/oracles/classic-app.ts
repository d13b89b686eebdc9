import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  failIf(["JupyterServer", "KernelGateway"].includes(textOf(valueOf(resource, "appType"))) && valueOf(resource, "state") !== "Deleted");

export default oracle;
