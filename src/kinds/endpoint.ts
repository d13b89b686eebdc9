import { optionalFlag, optionalText, tags, text, time } from "./field.ts";
import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

const kind: Kind = {
  name: "endpoint",
  title: "Endpoint",
  plural: "Endpoints",
  service: "sagemaker",
  identity: { name: "EndpointName", arn: "EndpointArn", template: "endpoint/{name}", createdAt: "CreationTime", key: ["name"] },
  fields: {
    name: text({
      api: "EndpointName",
      terraform: "name",
      cloudformation: "EndpointName",
      change: "recreate",
      samples: ["churn", "grid-forecast"],
    }),
    state: text({
      api: "EndpointStatus",
      change: "read-only",
      runtime: true,
      values: [
        "OutOfService",
        "Creating",
        "Updating",
        "SystemUpdating",
        "RollingBack",
        "InService",
        "Deleting",
        "Failed",
        "UpdateRollbackFailed",
      ],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    configName: text({
      api: "EndpointConfigName",
      terraform: "endpoint_config_name",
      cloudformation: "EndpointConfigName",
      change: "in-place",
      samples: ["churn-7-config", "grid-forecast-12-config"],
    }),
    // What runs, as against what the configuration asks for.
    capturing: optionalFlag({ api: "DataCaptureConfig.EnableCapture", change: "read-only", runtime: true }),
    tags,
  },
  list: {
    operation: sagemaker("ListEndpoints"),
    items: "Endpoints",
    ...sagemakerPaging,
    newestFirst,
    gives: ["EndpointName", "EndpointArn", "EndpointStatus", "CreationTime", "LastModifiedTime"],
  },
  describe: [{ operation: sagemaker("DescribeEndpoint"), input: { EndpointName: "EndpointName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: { resource: "Endpoint", root: "Endpoint" },
  taggingType: "sagemaker:endpoint",
  states: {
    field: "state",
    running: ["InService", "Creating", "Updating", "SystemUpdating", "RollingBack", "UpdateRollbackFailed"],
    billing: ["InService", "Creating", "Updating", "SystemUpdating", "RollingBack", "UpdateRollbackFailed", "OutOfService", "Deleting"],
    // An endpoint never stops: it is deleted.
    stoppable: [],
    terminal: ["Failed"],
  },
  verbs: {
    delete: {
      operation: sagemaker("DeleteEndpoint"),
      input: { EndpointName: "name" },
      type: "recreatable",
      // Not while AWS updates it, whoever asked for the update.
      from: ["InService", "OutOfService", "Failed", "UpdateRollbackFailed"],
      done: ["Deleting"],
      to: null,
      loses: "the running endpoint: its callers fail until it is made anew from its configuration; scaling policies are gone",
      keepsBilling: "captured data in S3; model and configuration stay and cost nothing",
      undo: "restore",
    },
    restore: {
      operation: sagemaker("CreateEndpoint"),
      input: { EndpointName: "name", EndpointConfigName: "configName", Tags: "tags" },
      type: "reversible",
      from: [],
      done: ["Creating", "InService"],
      to: "InService",
      makes: true,
      loses: "nothing; scaling policies and what an update had kept of the old variants do not come back",
      keepsBilling: "the endpoint's instances",
      undo: "delete",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    config: { to: "endpoint-config", many: false, on: { configName: "name" } },
    components: { to: "inference-component", many: true, on: { name: "endpointName" } },
    schedules: { to: "monitoring-schedule", many: true, on: { name: "endpointName" } },
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_endpoint" },
  cloudformation: { type: "AWS::SageMaker::Endpoint" },
};

export default kind;
