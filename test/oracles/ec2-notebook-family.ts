import { failIf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const type = textOf(valueOf(resource, "instanceType"));
  return failIf(textsOf(params["unwanted"]).some((family) => type === family || type.startsWith(`${family}.`)));
};

export default oracle;
