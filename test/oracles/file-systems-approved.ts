import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) =>
  failIf(textsOf(valueOf(resource, "fileSystemIds")).some((mounted) => !textsOf(params["approved"]).includes(mounted)));

export default oracle;
