import { keyBy, repositoryBy, roleBy } from "./around.ts";
import { elements, flag, optionalCount, optionalText, tags, text, texts, time } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { commandAt, commandIn, secretVariables } from "./variables.ts";
import { withKeys } from "./with-keys.ts";

// What runs is written in the schedule, or in a definition that it names.
const kind: Kind = {
  name: "monitoring-schedule",
  title: "Monitoring schedule",
  plural: "Monitoring schedules",
  service: "sagemaker",
  identity: {
    name: "MonitoringScheduleName",
    arn: "MonitoringScheduleArn",
    template: "monitoring-schedule/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "MonitoringScheduleName",
      terraform: "name",
      cloudformation: "MonitoringScheduleName",
      change: "recreate",
      samples: ["churn-hourly", "grid-daily"],
    }),
    state: text({
      api: "MonitoringScheduleStatus",
      change: "read-only",
      runtime: true,
      values: ["Pending", "Failed", "Scheduled", "Stopped"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    // Null for what watches batch jobs.
    endpointName: optionalText({
      api: "EndpointName",
      cloudformation: "EndpointName",
      change: "recreate",
      samples: ["churn", "grid-forecast"],
    }),
    monitoringType: optionalText({
      api: ["MonitoringType", "MonitoringScheduleConfig.MonitoringType"],
      terraform: "monitoring_schedule_config[0].monitoring_type",
      cloudformation: "MonitoringScheduleConfig.MonitoringType",
      change: "recreate",
      values: ["DataQuality", "ModelQuality", "ModelBias", "ModelExplainability"],
    }),
    definitionName: optionalText({
      api: "MonitoringScheduleConfig.MonitoringJobDefinitionName",
      terraform: "monitoring_schedule_config[0].monitoring_job_definition_name",
      cloudformation: "MonitoringScheduleConfig.MonitoringJobDefinitionName",
      change: "in-place",
      samples: ["churn-data-quality"],
    }),
    // Null: it was asked to run once.
    scheduleExpression: optionalText({
      api: "MonitoringScheduleConfig.ScheduleConfig.ScheduleExpression",
      terraform: "monitoring_schedule_config[0].schedule_config[0].schedule_expression",
      cloudformation: "MonitoringScheduleConfig.ScheduleConfig.ScheduleExpression",
      change: "in-place",
      samples: ["cron(0 * ? * * *)", "cron(0 6 ? * * *)"],
    }),
    // None where a definition is named, which is judged itself; otherwise one.
    definitions: elements({
      key: "name",
      api: ["MonitoringScheduleConfig.MonitoringJobDefinition"],
      terraform: ["monitoring_schedule_config[0].monitoring_job_definition"],
      cloudformation: ["MonitoringScheduleConfig.MonitoringJobDefinition"],
      fields: {
        // It has no name of its own: it is called by what it runs.
        name: text({
          api: "MonitoringAppSpecification.ImageUri",
          terraform: "monitoring_app_specification[0].image_uri",
          cloudformation: "MonitoringAppSpecification.ImageUri",
          change: "in-place",
          samples: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/monitor:1.4", "docker.io/someone/monitor:latest"],
        }),
        roleArn: optionalText({
          api: "RoleArn",
          terraform: "role_arn",
          cloudformation: "RoleArn",
          change: "in-place",
          samples: ["arn:aws:iam::123456789012:role/churn-monitor"],
        }),
        image: optionalText({
          api: "MonitoringAppSpecification.ImageUri",
          terraform: "monitoring_app_specification[0].image_uri",
          cloudformation: "MonitoringAppSpecification.ImageUri",
          change: "in-place",
          samples: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/monitor:1.4", "docker.io/someone/monitor:latest"],
        }),
        secretVariables: secretVariables({
          api: ["Environment", ...commandAt("MonitoringAppSpecification")],
          terraform: ["environment", ...commandIn("monitoring_app_specification[0]")],
          cloudformation: ["Environment", ...commandAt("MonitoringAppSpecification")],
        }),
        instanceTypes: texts({
          api: ["MonitoringResources.ClusterConfig.InstanceType"],
          terraform: ["monitoring_resources[0].cluster_config[0].instance_type"],
          cloudformation: ["MonitoringResources.ClusterConfig.InstanceType"],
          change: "in-place",
          samples: ["ml.m5.xlarge", "ml.g5.2xlarge"],
        }),
        instanceCount: optionalCount({
          api: "MonitoringResources.ClusterConfig.InstanceCount",
          terraform: "monitoring_resources[0].cluster_config[0].instance_count",
          cloudformation: "MonitoringResources.ClusterConfig.InstanceCount",
          change: "in-place",
          minimum: 1,
          samples: [1, 2],
        }),
        volumeSizeGb: optionalCount({
          api: "MonitoringResources.ClusterConfig.VolumeSizeInGB",
          terraform: "monitoring_resources[0].cluster_config[0].volume_size_in_gb",
          cloudformation: "MonitoringResources.ClusterConfig.VolumeSizeInGB",
          change: "in-place",
          minimum: 1,
          samples: [20],
        }),
        volumeKmsKeyId: optionalText({
          api: "MonitoringResources.ClusterConfig.VolumeKmsKeyId",
          terraform: "monitoring_resources[0].cluster_config[0].volume_kms_key_id",
          cloudformation: "MonitoringResources.ClusterConfig.VolumeKmsKeyId",
          change: "in-place",
          samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
        }),
        outputKmsKeyId: optionalText({
          api: "MonitoringOutputConfig.KmsKeyId",
          terraform: "monitoring_output_config[0].kms_key_id",
          cloudformation: "MonitoringOutputConfig.KmsKeyId",
          change: "in-place",
          samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
        }),
        interContainerEncryption: flag({
          api: "NetworkConfig.EnableInterContainerTrafficEncryption",
          terraform: "network_config[0].enable_inter_container_traffic_encryption",
          cloudformation: "NetworkConfig.EnableInterContainerTrafficEncryption",
          change: "in-place",
          default: false,
        }),
        networkIsolation: flag({
          api: "NetworkConfig.EnableNetworkIsolation",
          terraform: "network_config[0].enable_network_isolation",
          cloudformation: "NetworkConfig.EnableNetworkIsolation",
          change: "in-place",
          default: false,
        }),
        subnetIds: texts({
          api: "NetworkConfig.VpcConfig.Subnets",
          terraform: "network_config[0].vpc_config[0].subnets",
          cloudformation: "NetworkConfig.VpcConfig.Subnets",
          change: "in-place",
          samples: ["subnet-0a1", "subnet-0b2"],
        }),
        securityGroupIds: texts({
          api: "NetworkConfig.VpcConfig.SecurityGroupIds",
          terraform: "network_config[0].vpc_config[0].security_group_ids",
          cloudformation: "NetworkConfig.VpcConfig.SecurityGroupIds",
          change: "in-place",
          samples: ["sg-0c3"],
        }),
        maxRuntimeSeconds: optionalCount({
          api: "StoppingCondition.MaxRuntimeInSeconds",
          terraform: "stopping_condition[0].max_runtime_in_seconds",
          cloudformation: "StoppingCondition.MaxRuntimeInSeconds",
          change: "in-place",
          minimum: 1,
          samples: [3600],
        }),
      },
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListMonitoringSchedules"),
    items: "MonitoringScheduleSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: [
      "MonitoringScheduleName",
      "MonitoringScheduleArn",
      "MonitoringScheduleStatus",
      "EndpointName",
      "MonitoringType",
      "CreationTime",
      "LastModifiedTime",
    ],
  },
  describe: [
    {
      operation: sagemaker("DescribeMonitoringSchedule"),
      input: { MonitoringScheduleName: "MonitoringScheduleName" },
      always: ["MonitoringScheduleConfig"],
    },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:monitoring-schedule",
  // It starts a processing job each time, which is what bills.
  states: {
    field: "state",
    running: ["Scheduled", "Pending"],
    billing: ["Scheduled", "Pending"],
    stoppable: ["Scheduled"],
    terminal: ["Failed"],
  },
  verbs: {
    stop: {
      operation: sagemaker("StopMonitoringSchedule"),
      input: { MonitoringScheduleName: "name" },
      type: "reversible",
      from: ["Scheduled"],
      done: ["Stopped"],
      to: "Stopped",
      loses: "nothing: until it is started again nobody watches the model",
      keepsBilling: "a job that is under way; reports in S3",
      undo: "start",
    },
    start: {
      operation: sagemaker("StartMonitoringSchedule"),
      input: { MonitoringScheduleName: "name" },
      type: "reversible",
      from: ["Stopped"],
      done: ["Pending", "Scheduled"],
      to: "Scheduled",
      loses: "nothing",
      keepsBilling: "a processing job at each of its times",
      undo: "stop",
    },
    delete: {
      operation: sagemaker("DeleteMonitoringSchedule"),
      input: { MonitoringScheduleName: "name" },
      type: "irreversible",
      from: ["Scheduled", "Stopped", "Failed"],
      done: [],
      to: null,
      loses: "the schedule and the record of its runs; reports stay",
      keepsBilling: "reports in S3",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    "definitions[*].role": roleBy("roleArn"),
    "definitions[*].repository": repositoryBy("image"),
    "definitions[*].outputKey": keyBy("outputKmsKeyId"),
    "definitions[*].volumeKey": keyBy("volumeKmsKeyId"),
    endpoint: { to: "endpoint", many: false, on: { endpointName: "name" } },
    // By its type, one of the four.
    dataQuality: { to: "data-quality-job-definition", many: false, on: { definitionName: "name" } },
    modelQuality: { to: "model-quality-job-definition", many: false, on: { definitionName: "name" } },
    modelBias: { to: "model-bias-job-definition", many: false, on: { definitionName: "name" } },
    modelExplainability: { to: "model-explainability-job-definition", many: false, on: { definitionName: "name" } },
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_monitoring_schedule" },
  cloudformation: { type: "AWS::SageMaker::MonitoringSchedule" },
};

export default withKeys(kind);
