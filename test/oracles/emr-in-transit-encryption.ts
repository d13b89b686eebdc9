import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  failIf(valueOf(resource, "inTransitEncryption") !== true || valueOf(resource, "certificateProvider") === null);

export default oracle;
