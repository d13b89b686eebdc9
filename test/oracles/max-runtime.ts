import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => failIf(Number(valueOf(resource, "maxRuntimeSeconds")) > Number(params["maxSeconds"]));

export default oracle;
