import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => failIf(!textOf(valueOf(resource, "url")).toLowerCase().startsWith("https://"));

export default oracle;
