import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const accounts = textsOf(params["accounts"]);
  const strange = (principal: string): boolean => {
    const account = /^(\d{12})$|^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(principal);
    const known = [...accounts, valueOf(resource, "facts.ownAccount")];
    return principal === "*" || (accounts.length > 0 && account !== null && !known.includes(account[1] ?? account[2] ?? ""));
  };
  return failIf(textsOf(valueOf(resource, "sharedWith")).some(strange));
};

export default oracle;
