import { failIf, type Oracle, valueOf } from "./oracle.ts";

const forbidden: Record<string, string[]> = { chosen: ["any"], none: ["any", "chosen"] };

const oracle: Oracle = ({ resource, params }) => {
  const wrong = forbidden[String(params["reach"])];
  if (wrong === undefined || valueOf(resource, "facts.serves") === null) return "not-applicable";
  return failIf(wrong.includes(String(valueOf(resource, "facts.buckets"))));
};

export default oracle;
