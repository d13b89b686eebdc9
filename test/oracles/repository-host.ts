import { failIf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const hosts = textsOf(params["hosts"]);
  const host = /^[^:]*:\/\/([^/:]*)/.exec(textOf(valueOf(resource, "url")).toLowerCase())?.[1] ?? "";
  return hosts.length === 0 ? "not-applicable" : failIf(!hosts.includes(host));
};

export default oracle;
