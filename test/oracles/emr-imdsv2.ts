import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => failIf(Number(valueOf(resource, "imdsVersion") ?? 0) < 2);

export default oracle;
