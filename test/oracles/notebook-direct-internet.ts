import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => failIf(valueOf(resource, "directInternetAccess") !== "Disabled");

export default oracle;
