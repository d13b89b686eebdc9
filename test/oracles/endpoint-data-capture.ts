import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) =>
  params["required"] === true ? failIf(valueOf(resource, "dataCapture") !== true) : "not-applicable";

export default oracle;
