import { isObject } from "../../src/estate/json.ts";
import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const creations = valueOf(resource, "facts.creations");
  const required = isObject(params["required"]) ? Object.entries(params["required"]) : [];
  if (required.length === 0 || creations === null || valueOf(resource, "facts.administratorBy") !== null) return "not-applicable";
  const holes = textOf(creations).split(", ");
  return failIf(
    required.some(([written, wanted]) => {
      const key = written.toLowerCase();
      const values = holes.filter((hole) => hole.startsWith(`${key}: `)).map((hole) => hole.slice(key.length + 2).toLowerCase());
      const isOpen = holes.includes(`without ${key}`) || (values.length === 0 && holes.includes("without *"));
      return isOpen || (typeof wanted === "string" && values.some((value) => value !== wanted.toLowerCase()));
    }),
  );
};

export default oracle;
