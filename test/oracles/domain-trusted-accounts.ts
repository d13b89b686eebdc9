import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) =>
  failIf(textsOf(valueOf(resource, "dockerTrustedAccounts")).some((account) => !textsOf(params["accounts"]).includes(account)));

export default oracle;
