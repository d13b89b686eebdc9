import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => failIf(valueOf(resource, "hasPublicIp") === true);

export default oracle;
