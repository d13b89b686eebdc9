import { monitoringDefinition } from "./monitoring-definition.ts";
import { sagemaker } from "./operation.ts";

export default monitoringDefinition({
  name: "model-quality-job-definition",
  title: "Model quality job definition",
  plural: "Model quality job definitions",
  stem: "ModelQuality",
  given: ["Environment", "ContainerEntrypoint", "ContainerArguments"],
  operations: {
    list: sagemaker("ListModelQualityJobDefinitions"),
    describe: sagemaker("DescribeModelQualityJobDefinition"),
    delete: sagemaker("DeleteModelQualityJobDefinition"),
  },
  terraform: null,
  cloudformation: "AWS::SageMaker::ModelQualityJobDefinition",
});
