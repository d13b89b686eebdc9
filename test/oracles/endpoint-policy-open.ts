import { failIf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const service = textOf(valueOf(resource, "serviceName"));
  if (valueOf(resource, "serviceName") !== null && !service.includes(".sagemaker.")) return "not-applicable";
  const everything = textsOf(valueOf(resource, "actions")).some((action) => ["*", "sagemaker:*"].includes(action));
  const everybody = textsOf(valueOf(resource, "principals")).includes("*") && textsOf(valueOf(resource, "resources")).includes("*");
  const isBound = textsOf(valueOf(resource, "conditionKeys")).length > 0;
  return failIf(service !== "" && valueOf(resource, "effect") === "Allow" && everything && everybody && !isBound);
};

export default oracle;
