import { monitoringDefinition } from "./monitoring-definition.ts";
import { sagemaker } from "./operation.ts";

export default monitoringDefinition({
  name: "data-quality-job-definition",
  title: "Data quality job definition",
  plural: "Data quality job definitions",
  stem: "DataQuality",
  given: ["Environment", "ContainerEntrypoint", "ContainerArguments"],
  operations: {
    list: sagemaker("ListDataQualityJobDefinitions"),
    describe: sagemaker("DescribeDataQualityJobDefinition"),
    delete: sagemaker("DeleteDataQualityJobDefinition"),
  },
  terraform: { type: "aws_sagemaker_data_quality_job_definition", block: "data_quality" },
  cloudformation: "AWS::SageMaker::DataQualityJobDefinition",
});
