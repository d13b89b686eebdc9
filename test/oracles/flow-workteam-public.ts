import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const team = valueOf(resource, "workteamArn");
  return team === null ? "not-applicable" : failIf(/:workteam\/public-crowd\//.test(textOf(team)));
};

export default oracle;
