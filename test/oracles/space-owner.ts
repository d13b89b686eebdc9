import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related }) => valueOf(resource, "ownerName") === null ? "not-applicable" : failIf(related("profile") === "missing");

export default oracle;
