import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  failIf(textOf(valueOf(resource, "landingUri")).startsWith("app:JupyterServer:") || valueOf(resource, "webPortal") === "DISABLED");

export default oracle;
