import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  if (params["required"] !== true || valueOf(resource, "facts.serves") === null) return "not-applicable";
  const [arn, approved] = [valueOf(resource, "boundaryArn"), textsOf(params["approved"])];
  return failIf(arn === null || (approved.length > 0 && !approved.includes(String(arn))));
};

export default oracle;
