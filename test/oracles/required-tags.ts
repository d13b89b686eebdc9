import { isObject } from "../../src/estate/json.ts";
import { failIf, type Oracle, tagOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const required = isObject(params["required"]) ? Object.entries(params["required"]) : [];
  return failIf(
    required.some(([key, wanted]) => {
      const value = tagOf(resource, key);
      return value === "" || (typeof wanted === "string" && value.toLowerCase() !== wanted.toLowerCase());
    }),
  );
};

export default oracle;
