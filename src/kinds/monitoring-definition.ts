import { keyBy, repositoryBy, roleBy } from "./around.ts";
import { flag, optionalCount, optionalText, tags, text, texts } from "./field.ts";
import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { type Operation, sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { secretVariables } from "./variables.ts";
import { withKeys } from "./with-keys.ts";

type Spellings = { api: string; cloudformation: string; terraform?: string };

/** How one of the four is called: `stem` before AWS's members, `block` before Terraform's if it has it. */
type Naming = {
  name: string;
  title: string;
  plural: string;
  stem: string;
  /** Where its container is told what to do. */
  given: readonly string[];
  operations: { list: Operation; describe: Operation; delete: Operation };
  terraform: { type: string; block: string } | null;
  cloudformation: string;
};

type At = (api: string, attribute: string) => Spellings & { change: "recreate" };

const spelledFor =
  ({ terraform }: Naming): At =>
  (api, attribute) => ({
    api,
    cloudformation: api,
    ...(terraform === null ? {} : { terraform: attribute }),
    change: "recreate",
  });

/** One value, read as a list of one: as jobs have it that may run on several types. */
const listed = ({ api, cloudformation, terraform, change }: ReturnType<At>) => ({
  api: [api],
  cloudformation: [cloudformation],
  ...(terraform === undefined ? {} : { terraform: [terraform] }),
  change,
});

/** What runs, over what, and where the report goes. */
const workFields = ({ stem, given, terraform }: Naming, at: At): Kind["fields"] => {
  const block = terraform?.block ?? "";
  return {
    // A summary and a description call it by two names.
    name: text({
      ...at("JobDefinitionName", "name"),
      api: ["JobDefinitionName", "MonitoringJobDefinitionName"],
      samples: ["churn-monitor", "grid-monitor"],
    }),
    roleArn: text({ ...at("RoleArn", "role_arn"), samples: ["arn:aws:iam::123456789012:role/churn-monitor"] }),
    image: optionalText({
      ...at(`${stem}AppSpecification.ImageUri`, `${block}_app_specification[0].image_uri`),
      samples: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/monitor:1.4", "docker.io/someone/monitor:latest"],
    }),
    secretVariables: secretVariables({
      api: given.map((member) => `${stem}AppSpecification.${member}`),
      ...(terraform === null ? {} : { terraform: [`${block}_app_specification[0].environment`] }),
      cloudformation: given.map((member) => `${stem}AppSpecification.${member}`),
    }),
    // Null for what watches batch jobs.
    endpointName: optionalText({
      ...at(`${stem}JobInput.EndpointInput.EndpointName`, `${block}_job_input[0].endpoint_input[0].endpoint_name`),
      samples: ["churn", "grid-forecast"],
    }),
    outputUris: texts({
      ...at(
        `${stem}JobOutputConfig.MonitoringOutputs[*].S3Output.S3Uri`,
        `${block}_job_output_config[0].monitoring_outputs[*].s3_output[0].s3_uri`,
      ),
      samples: ["s3://acme-ml-data/project/churn/monitoring"],
    }),
    outputKmsKeyId: optionalText({
      ...at(`${stem}JobOutputConfig.KmsKeyId`, `${block}_job_output_config[0].kms_key_id`),
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
  };
};

/** On what it runs, and in which network. */
const placeFields = (at: At): Kind["fields"] => {
  const cluster = "job_resources[0].cluster_config[0]";
  return {
    instanceTypes: texts({
      ...listed(at("JobResources.ClusterConfig.InstanceType", `${cluster}.instance_type`)),
      samples: ["ml.m5.xlarge", "ml.g5.2xlarge"],
    }),
    instanceCount: optionalCount({
      ...at("JobResources.ClusterConfig.InstanceCount", `${cluster}.instance_count`),
      minimum: 1,
      samples: [1, 2],
    }),
    volumeSizeGb: optionalCount({
      ...at("JobResources.ClusterConfig.VolumeSizeInGB", `${cluster}.volume_size_in_gb`),
      minimum: 1,
      samples: [20],
    }),
    volumeKmsKeyId: optionalText({
      ...at("JobResources.ClusterConfig.VolumeKmsKeyId", `${cluster}.volume_kms_key_id`),
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    interContainerEncryption: flag({
      ...at("NetworkConfig.EnableInterContainerTrafficEncryption", "network_config[0].enable_inter_container_traffic_encryption"),
      default: false,
    }),
    networkIsolation: flag({
      ...at("NetworkConfig.EnableNetworkIsolation", "network_config[0].enable_network_isolation"),
      default: false,
    }),
    subnetIds: texts({
      ...at("NetworkConfig.VpcConfig.Subnets", "network_config[0].vpc_config[0].subnets"),
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    securityGroupIds: texts({
      ...at("NetworkConfig.VpcConfig.SecurityGroupIds", "network_config[0].vpc_config[0].security_group_ids"),
      samples: ["sg-0c3"],
    }),
    maxRuntimeSeconds: optionalCount({
      ...at("StoppingCondition.MaxRuntimeInSeconds", "stopping_condition[0].max_runtime_in_seconds"),
      minimum: 1,
      samples: [3600],
    }),
  };
};

const fieldsOf = (naming: Naming): Kind["fields"] => {
  const at = spelledFor(naming);
  return { ...workFields(naming, at), ...placeFields(at), tags };
};

const describesOf = ({ stem, operations }: Naming): Kind["describe"] => {
  const parts = ["AppSpecification", "JobInput", "JobOutputConfig"].map((part) => stem + part);
  return [
    { operation: operations.describe, input: { JobDefinitionName: "MonitoringJobDefinitionName" }, always: [...parts, "JobResources"] },
  ];
};

const definition = (naming: Naming): Kind => ({
  name: naming.name,
  title: naming.title,
  plural: naming.plural,
  service: "sagemaker",
  identity: {
    name: "MonitoringJobDefinitionName",
    arn: "MonitoringJobDefinitionArn",
    template: `${naming.name}/{name}`,
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: fieldsOf(naming),
  list: {
    operation: naming.operations.list,
    items: "JobDefinitionSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: ["MonitoringJobDefinitionName", "MonitoringJobDefinitionArn", "CreationTime"],
  },
  describe: describesOf(naming),
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: `sagemaker:${naming.name}`,
  states: null,
  verbs: {
    delete: {
      operation: naming.operations.delete,
      input: { JobDefinitionName: "name" },
      type: "recreatable",
      from: [],
      done: [],
      to: null,
      loses: "the definition; schedules that name it fail",
      keepsBilling: "reports in S3",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    endpoint: { to: "endpoint", many: false, on: { endpointName: "name" } },
    role: roleBy("roleArn"),
    repository: repositoryBy("image"),
    outputKey: keyBy("outputKmsKeyId"),
    volumeKey: keyBy("volumeKmsKeyId"),
  },
  history: null,
  unchanging: "always",
  terraform: naming.terraform === null ? null : { type: naming.terraform.type },
  cloudformation: { type: naming.cloudformation },
});

/** The four definitions of what a monitoring schedule runs differ in the names of their members only. */
export const monitoringDefinition = (naming: Naming): Kind => withKeys(definition(naming));
