import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => failIf(valueOf(resource, "imdsVersion") !== "2");

export default oracle;
