import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  valueOf(resource, "facts.serves") === null ? "not-applicable" : failIf(valueOf(resource, "facts.guessableBucketsBy") !== null);

export default oracle;
