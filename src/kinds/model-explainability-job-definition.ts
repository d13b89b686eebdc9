import { monitoringDefinition } from "./monitoring-definition.ts";
import { sagemaker } from "./operation.ts";

export default monitoringDefinition({
  name: "model-explainability-job-definition",
  title: "Model explainability job definition",
  plural: "Model explainability job definitions",
  stem: "ModelExplainability",
  given: ["Environment"],
  operations: {
    list: sagemaker("ListModelExplainabilityJobDefinitions"),
    describe: sagemaker("DescribeModelExplainabilityJobDefinition"),
    delete: sagemaker("DeleteModelExplainabilityJobDefinition"),
  },
  terraform: null,
  cloudformation: "AWS::SageMaker::ModelExplainabilityJobDefinition",
});
