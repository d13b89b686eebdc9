import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) =>
  failIf(
    listOf(valueOf(resource, "steps")).some(
      (step) => isObject(step) && (step["what"] === "pip-unpinned" || step["what"] === "conda-unpinned"),
    ),
  );

export default oracle;
