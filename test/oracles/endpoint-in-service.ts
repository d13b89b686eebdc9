import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => failIf(["OutOfService", "UpdateRollbackFailed"].includes(String(valueOf(resource, "state"))));

export default oracle;
