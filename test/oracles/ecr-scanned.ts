import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) =>
  params["setBy"] === "registry" || valueOf(resource, "facts.usedBy") === null
    ? "not-applicable"
    : failIf(valueOf(resource, "scanOnPush") === false);

export default oracle;
