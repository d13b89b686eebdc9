import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) =>
  params["required"] === true ? failIf(valueOf(resource, "kerberosProvider") === null) : "not-applicable";

export default oracle;
