import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const key = valueOf(resource, "kmsKeyId");
  if (typeof key !== "string") return "not-applicable";
  const nameOf = (written: string): string =>
    written.includes("alias/") ? written.slice(written.indexOf("alias/")) : written.replace(/^(.*:)?key\//, "");
  const isAlias = (written: string): boolean => written.includes("alias/");
  const alike = textsOf(params["approved"]).filter((one) => isAlias(one) === isAlias(key));
  return alike.length === 0 ? "not-applicable" : failIf(!alike.some((one) => nameOf(one) === nameOf(key)));
};

export default oracle;
