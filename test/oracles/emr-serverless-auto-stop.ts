import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) =>
  failIf(valueOf(resource, "autoStop") !== true || Number(valueOf(resource, "autoStopIdleMinutes") ?? 0) > Number(params["maxMinutes"]));

export default oracle;
