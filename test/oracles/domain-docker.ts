import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => failIf(valueOf(resource, "dockerAccess") === "ENABLED");

export default oracle;
