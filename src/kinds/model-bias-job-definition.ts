import { monitoringDefinition } from "./monitoring-definition.ts";
import { sagemaker } from "./operation.ts";

export default monitoringDefinition({
  name: "model-bias-job-definition",
  title: "Model bias job definition",
  plural: "Model bias job definitions",
  stem: "ModelBias",
  given: ["Environment"],
  operations: {
    list: sagemaker("ListModelBiasJobDefinitions"),
    describe: sagemaker("DescribeModelBiasJobDefinition"),
    delete: sagemaker("DeleteModelBiasJobDefinition"),
  },
  terraform: null,
  cloudformation: "AWS::SageMaker::ModelBiasJobDefinition",
});
