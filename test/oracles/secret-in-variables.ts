import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => failIf(listOf(valueOf(resource, "secretVariables")).length > 0);

export default oracle;
