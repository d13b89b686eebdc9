import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => failIf(listOf(valueOf(resource, "acceleratorTypes")).length > 0);

export default oracle;
