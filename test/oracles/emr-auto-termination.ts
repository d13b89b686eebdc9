import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  if (String(valueOf(resource, "state")).startsWith("TERMINAT")) return "not-applicable";
  return failIf(valueOf(resource, "autoTerminationIdleSeconds") === null && valueOf(resource, "autoTerminate") !== true);
};

export default oracle;
