import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const fine = [...textsOf(params["accounts"]), valueOf(resource, "facts.ownAccount")];
  return failIf(textsOf(valueOf(resource, "dockerTrustedAccounts")).some((account) => !fine.includes(account)));
};

export default oracle;
