import { bucketBy, roleBy } from "./around.ts";
import { flag, optionalText, tags, text, time } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

/** What serves, or may still: a server that failed to stop, to change or to be maintained goes on as it was. */
const running = [
  "Creating",
  "Created",
  "Starting",
  "Started",
  "StopFailed",
  "Updating",
  "Updated",
  "UpdateFailed",
  "MaintenanceInProgress",
  "MaintenanceComplete",
  "MaintenanceFailed",
];

const kind: Kind = {
  name: "mlflow-tracking-server",
  title: "MLflow tracking server",
  plural: "MLflow tracking servers",
  service: "sagemaker",
  identity: {
    name: "TrackingServerName",
    arn: "TrackingServerArn",
    template: "mlflow-tracking-server/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "TrackingServerName",
      terraform: "tracking_server_name",
      cloudformation: "TrackingServerName",
      change: "recreate",
      samples: ["churn-experiments", "grid-experiments"],
    }),
    state: text({
      api: "TrackingServerStatus",
      change: "read-only",
      runtime: true,
      values: [...running, "CreateFailed", "StartFailed", "Stopping", "Stopped", "Deleting", "DeleteFailed"],
    }),
    // It bills as long as it is active, whatever its state is called.
    activity: text({ api: "IsActive", change: "read-only", runtime: true, values: ["Active", "Inactive"] }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    roleArn: text({
      api: "RoleArn",
      terraform: "role_arn",
      cloudformation: "RoleArn",
      change: "recreate",
      samples: ["arn:aws:iam::123456789012:role/churn-mlflow"],
    }),
    artifactUri: text({
      api: "ArtifactStoreUri",
      terraform: "artifact_store_uri",
      cloudformation: "ArtifactStoreUri",
      change: "in-place",
      samples: ["s3://acme-ml-data/project/churn/mlflow", "s3://somewhere-else/mlflow"],
    }),
    size: text({
      api: "TrackingServerSize",
      terraform: "tracking_server_size",
      cloudformation: "TrackingServerSize",
      change: "in-place",
      values: ["Small", "Medium", "Large"],
      default: "Small",
    }),
    mlflowVersion: optionalText({
      api: "MlflowVersion",
      terraform: "mlflow_version",
      cloudformation: "MlflowVersion",
      change: "recreate",
      samples: ["3.0", "2.16.2"],
    }),
    automaticRegistration: flag({
      api: "AutomaticModelRegistration",
      terraform: "automatic_model_registration",
      cloudformation: "AutomaticModelRegistration",
      change: "in-place",
      default: false,
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListMlflowTrackingServers"),
    items: "TrackingServerSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: [
      "TrackingServerName",
      "TrackingServerArn",
      "TrackingServerStatus",
      "IsActive",
      "MlflowVersion",
      "CreationTime",
      "LastModifiedTime",
    ],
  },
  describe: [{ operation: sagemaker("DescribeMlflowTrackingServer"), input: { TrackingServerName: "TrackingServerName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:mlflow-tracking-server",
  states: {
    field: "state",
    running,
    billing: [...running, "Stopping", "Deleting", "DeleteFailed"],
    stoppable: ["Created", "Started", "StopFailed", "Updated", "UpdateFailed", "MaintenanceComplete", "MaintenanceFailed"],
    terminal: ["CreateFailed"],
  },
  verbs: {
    stop: {
      operation: sagemaker("StopMlflowTrackingServer"),
      input: { TrackingServerName: "name" },
      type: "reversible",
      from: ["Created", "Started", "StopFailed", "Updated", "UpdateFailed", "MaintenanceComplete", "MaintenanceFailed"],
      done: ["Stopping", "Stopped"],
      to: "Stopped",
      loses: "nothing: experiments stay, but jobs that log to it fail or lose what they log",
      keepsBilling: "metadata that it stores, and artifacts in S3",
      undo: "start",
    },
    start: {
      operation: sagemaker("StartMlflowTrackingServer"),
      input: { TrackingServerName: "name" },
      type: "reversible",
      from: ["Stopped", "StartFailed"],
      done: ["Starting", "Started"],
      to: "Started",
      loses: "nothing",
      keepsBilling: "the server, by the hour",
      undo: "stop",
    },
    delete: {
      operation: sagemaker("DeleteMlflowTrackingServer"),
      input: { TrackingServerName: "name" },
      type: "irreversible",
      from: [
        "Created",
        "CreateFailed",
        "Started",
        "StartFailed",
        "Stopped",
        "StopFailed",
        "Updated",
        "UpdateFailed",
        "MaintenanceComplete",
        "MaintenanceFailed",
        "DeleteFailed",
      ],
      done: ["Deleting"],
      to: null,
      loses: "all experiments, runs and metrics on it",
      keepsBilling: "artifacts in S3",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    role: roleBy("roleArn"),
    artifactBucket: bucketBy("artifactUri"),
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_mlflow_tracking_server" },
  cloudformation: { type: "AWS::SageMaker::MlflowTrackingServer" },
};

export default kind;
