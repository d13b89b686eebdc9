import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { awsError, type AwsError, validation, wrongState } from "./errors.ts";
import type { Call, Handler } from "./operations.ts";
import { isError } from "./paging.ts";
import { at, holdUnchecked, statusOf, textOf, type Held } from "./store.ts";
import { tables, type Table } from "./tables.ts";

/** From which states an operation leads where, by way of what, in how many seconds; null: it is gone then. Empty: from any. */
type Way = { kind: string; from: readonly string[]; through?: string; to: string | null; seconds?: number };
type Find = (table: Table, call: Call) => Held | AwsError;

const jobs = (kind: string, from: readonly string[] = ["InProgress"], to = "Stopped", through = "Stopping"): Way => ({
  kind,
  from,
  through,
  to,
  seconds: 60,
});
const ended = ["Completed", "Failed", "Stopped"];
const gone = (kind: string, from: readonly string[] = [], through?: string): Way => ({
  kind,
  from,
  to: null,
  ...(through && { through, seconds: 30 }),
});
const settled = ["InService", "Failed", "Update_Failed", "Delete_Failed"];

/** As AWS's own documentation has them. */
const ways: Readonly<Record<string, Way>> = {
  StopTrainingJob: jobs("training-job"),
  StopProcessingJob: jobs("processing-job"),
  StopTransformJob: jobs("transform-job"),
  StopAutoMLJob: jobs("automl-job"),
  StopHyperParameterTuningJob: jobs("hyperparameter-tuning-job"),
  StopCompilationJob: jobs("compilation-job", ["STARTING", "INPROGRESS"], "STOPPED", "STOPPING"),
  StopMonitoringSchedule: { kind: "monitoring-schedule", from: ["Scheduled"], to: "Stopped" },
  StartMonitoringSchedule: { kind: "monitoring-schedule", from: ["Stopped"], through: "Pending", to: "Scheduled", seconds: 30 },
  StopMlflowTrackingServer: {
    kind: "mlflow-tracking-server",
    from: ["Created", "Started", "StopFailed", "Updated", "UpdateFailed", "MaintenanceComplete", "MaintenanceFailed"],
    through: "Stopping",
    to: "Stopped",
    seconds: 120,
  },
  StartMlflowTrackingServer: {
    kind: "mlflow-tracking-server",
    from: ["Stopped", "StartFailed"],
    through: "Starting",
    to: "Started",
    seconds: 120,
  },
  DeleteTrainingJob: gone("training-job", ended, "Deleting"),
  DeleteProcessingJob: gone("processing-job", ended),
  DeleteHyperParameterTuningJob: gone("hyperparameter-tuning-job", [...ended, "DeleteFailed"], "Deleting"),
  DeleteCompilationJob: gone("compilation-job", ["COMPLETED", "FAILED", "STOPPED"]),
  DeleteMonitoringSchedule: gone("monitoring-schedule", ["Scheduled", "Stopped", "Failed"]),
  DeleteMlflowTrackingServer: gone("mlflow-tracking-server", [], "Deleting"),
  DeleteMlflowApp: { ...gone("mlflow-app", [], "Deleting"), to: "Deleted" },
  DeletePartnerApp: { ...gone("partner-app", [], "Deleting"), to: "Deleted" },
  DeleteEndpoint: gone("endpoint", ["InService", "OutOfService", "Failed", "UpdateRollbackFailed", "Creating"], "Deleting"),
  DeleteEndpointConfig: gone("endpoint-config"),
  DeleteModel: gone("model"),
  DeleteInferenceComponent: gone("inference-component", ["InService", "Failed"], "Deleting"),
  DeleteInferenceExperiment: gone("inference-experiment", ["Completed", "Cancelled"]),
  DeleteCluster: gone("hyperpod-cluster", ["InService", "Failed"], "Deleting"),
  DeleteFeatureGroup: gone("feature-group", ["Created", "CreateFailed", "DeleteFailed"], "Deleting"),
  DeleteFlowDefinition: gone("flow-definition", ["Active", "Failed"], "Deleting"),
  DeletePipeline: gone("pipeline", ["Active"], "Deleting"),
  DeleteProject: { ...gone("project", [], "DeleteInProgress"), to: "DeleteCompleted" },
  DeleteImage: gone("image", ["CREATED", "CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED"], "DELETING"),
  DeleteImageVersion: gone("image-version", ["CREATED", "CREATE_FAILED", "DELETE_FAILED"], "DELETING"),
  DeleteModelPackage: gone("model-package", ["Completed", "Failed"], "Deleting"),
  DeleteModelPackageGroup: gone("model-package-group", ["Completed", "Failed", "DeleteFailed"], "Deleting"),
  DeleteAppImageConfig: gone("app-image-config"),
  DeleteCodeRepository: gone("code-repository"),
  DeleteNotebookInstanceLifecycleConfig: gone("notebook-lifecycle-config"),
  DeleteStudioLifecycleConfig: gone("studio-lifecycle-config"),
  DeleteDataQualityJobDefinition: gone("data-quality-job-definition"),
  DeleteModelQualityJobDefinition: gone("model-quality-job-definition"),
  DeleteModelBiasJobDefinition: gone("model-bias-job-definition"),
  DeleteModelExplainabilityJobDefinition: gone("model-explainability-job-definition"),
  DeleteSpace: gone("space", settled, "Deleting"),
  DeleteUserProfile: gone("user-profile", settled, "Deleting"),
  DeleteDomain: gone("domain", settled, "Deleting"),
  UpdateNotebookInstance: { kind: "notebook-instance", from: ["Stopped"], through: "Updating", to: "Stopped", seconds: 20 },
  UpdateSpace: { kind: "space", from: ["InService"], through: "Updating", to: "InService", seconds: 10 },
  UpdateUserProfile: { kind: "user-profile", from: ["InService"], through: "Updating", to: "InService", seconds: 10 },
  UpdateDomain: { kind: "domain", from: ["InService"], through: "Updating", to: "InService", seconds: 10 },
};

const tableFor = (kind: string): Table => {
  const table = tables.find((one) => one.kind === kind);
  if (!table) throw new Error(`The stand-in has no table for the kind ${kind}.`);
  return table;
};

const refused = (held: Held, { kind, from, through = "Deleting" }: Way): AwsError =>
  kind === "notebook-instance"
    ? wrongState(statusOf(held), from, through, held.arn)
    : validation(`The request was rejected because the ${kind} ${held.arn} is in status ${statusOf(held)}.`);

const go = ({ store, shelf }: Call, held: Held, { through, to, seconds = 0 }: Way): void => {
  if (through === undefined && to !== null) store.move(held, to);
  else if (through === undefined) shelf.held = shelf.held.filter((one) => one !== held);
  else {
    store.move(held, through);
    store.later(shelf, { held, to, seconds });
  }
};

/** What lives in it and is not gone yet. */
const inhabited = ({ shelf }: Call, { document, table }: Held): boolean =>
  shelf.held.some((one) => {
    if (one.table.kind === "app" && statusOf(one) !== "Deleted" && one.document["DomainId"] === document["DomainId"])
      return table.kind === "domain" || Object.values(table.key).every((member) => one.document[member] === document[member]);
    return (
      table.kind === "domain" && ["user-profile", "space"].includes(one.table.kind) && one.document["DomainId"] === document["DomainId"]
    );
  });

type Write = (held: Held, input: JsonObject) => AwsError | undefined;

/** Each part of the settings that is given takes the place of what stood there, as a whole. */
const settings =
  (...members: readonly string[]): Write =>
  ({ document }, input) => {
    for (const member of members)
      if (isObject(input[member])) document[member] = { ...(isObject(document[member]) ? document[member] : {}), ...input[member] };
    return undefined;
  };

const writeNotebook: Write = (
  { document },
  { LifecycleConfigName, DisassociateLifecycleConfig, NotebookInstanceName: _, DisassociateAcceleratorTypes: __, ...rest },
) => {
  if (LifecycleConfigName !== undefined && DisassociateLifecycleConfig === true)
    return validation("LifecycleConfigName and DisassociateLifecycleConfig cannot both be given.");
  Object.assign(document, rest);
  if (LifecycleConfigName !== undefined) document["NotebookInstanceLifecycleConfigName"] = LifecycleConfigName;
  if (DisassociateLifecycleConfig === true) delete document["NotebookInstanceLifecycleConfigName"];
  return undefined;
};

const writes: Readonly<Record<string, Write>> = {
  UpdateNotebookInstance: writeNotebook,
  UpdateSpace: settings("SpaceSettings"),
  UpdateUserProfile: settings("UserSettings"),
  UpdateDomain: settings("DefaultUserSettings", "DefaultSpaceSettings"),
};

const answers: Readonly<Record<string, (held: Held) => JsonObject>> = {
  UpdateSpace: ({ arn }) => ({ SpaceArn: arn }),
  UpdateUserProfile: ({ arn }) => ({ UserProfileArn: arn }),
  UpdateDomain: ({ arn }) => ({ DomainArn: arn }),
};

const act =
  (operation: string, way: Way, find: Find): Handler =>
  (call) => {
    const held = find(tableFor(way.kind), call);
    if (isError(held)) return held;
    const on = statusOf(held);
    if (on === way.through || (way.from.length > 0 && !way.from.includes(on))) return refused(held, way);
    if (["DeleteSpace", "DeleteUserProfile", "DeleteDomain"].includes(operation) && inhabited(call, held))
      return awsError("ResourceInUse", `Unable to delete ${held.arn}: it still has resources in it.`);
    const wrong = writes[operation]?.(held, call.input);
    if (wrong) return wrong;
    go(call, held, way);
    return answers[operation]?.(held) ?? {};
  };

const releasePool =
  (find: Find): Handler =>
  (call) => {
    const held = find(tableFor("training-job"), call);
    if (isError(held)) return held;
    const { document } = held;
    if (textOf(at(document, "WarmPoolStatus.Status")) !== "Available")
      return validation("The request was rejected because the training job has no warm pool that is available.");
    const wanted = at(call.input, "ResourceConfig.KeepAlivePeriodInSeconds");
    if (isObject(document["ResourceConfig"]) && typeof wanted === "number") document["ResourceConfig"]["KeepAlivePeriodInSeconds"] = wanted;
    if (wanted === 0 && isObject(document["WarmPoolStatus"])) document["WarmPoolStatus"]["Status"] = "Terminated";
    call.store.move(held, statusOf(held));
    return { TrainingJobArn: held.arn };
  };

const createEndpoint: Handler = ({ shelf, input, store }) => {
  const [table, { EndpointName = "", EndpointConfigName = "", Tags = [] }] = [tableFor("endpoint"), input];
  const has = (kind: string, member: string, name: Json): boolean =>
    shelf.held.some((one) => one.table.kind === kind && one.document[member] === name);
  if (has("endpoint", "EndpointName", EndpointName))
    return validation(`Cannot create already existing endpoint "${textOf(EndpointName)}".`);
  if (!has("endpoint-config", "EndpointConfigName", EndpointConfigName))
    return validation(`Could not find endpoint configuration "${textOf(EndpointConfigName)}".`);
  const held = holdUnchecked(
    table.kind,
    { EndpointName, EndpointConfigName, EndpointStatus: "Creating", Tags, CreationTime: "", LastModifiedTime: "" },
    shelf.place,
  );
  store.move(held, "Creating");
  held.document["CreationTime"] = held.document["LastModifiedTime"] ?? "";
  shelf.held.push(held);
  store.later(shelf, { held, to: "InService", seconds: 240 });
  return { EndpointArn: held.arn };
};

const clustersIn = ({ shelf, input }: Call): Held[] => {
  const ids = [input["JobFlowIds"] ?? input["ClusterId"] ?? []].flat();
  return shelf.held.filter((one) => one.table.kind === "emr-cluster" && ids.includes(one.document["Id"] ?? ""));
};

const alive = ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"];

/** One answer for all the clusters that a call names: of a batch with a protected one, none is terminated. */
const onClusters =
  (write: (held: Held, call: Call) => AwsError | undefined): Handler =>
  (call) => {
    const held = clustersIn(call);
    if (held.length === 0) return awsError("InvalidRequestException", "Specified job flow ID does not exist.");
    if (!held.every((one) => alive.includes(statusOf(one))))
      return awsError("InvalidRequestException", "The cluster is in a state in which this cannot be done.");
    return held.map((one) => write(one, call)).find((wrong) => wrong !== undefined) ?? {};
  };

const terminate: Handler = (call) => {
  const isProtected = clustersIn(call).some(({ document }) => document["TerminationProtected"] === true);
  if (isProtected) return validation("Could not shut down one or more job flows since they are termination protected.");
  return onClusters((held) => {
    go(call, held, { kind: "emr-cluster", from: alive, through: "TERMINATING", to: "TERMINATED", seconds: 90 });
    return undefined;
  })(call);
};

/** An account has one, and what is put takes the place of all that was there. */
const putBlockPublicAccess: Handler = ({ shelf, input }) => {
  const held = shelf.held.find(({ table }) => table.kind === "emr-block-public-access");
  if (held) held.document["BlockPublicAccessConfiguration"] = input["BlockPublicAccessConfiguration"] ?? {};
  return {};
};

/** Everything that changes something, but for what runs in a notebook or an application. */
export const actHandlers = (find: Find): [string, Handler][] => [
  ...Object.entries(ways).map(([operation, way]): [string, Handler] => [`sagemaker:${operation}`, act(operation, way, find)]),
  ["sagemaker:UpdateTrainingJob", releasePool(find)],
  ["sagemaker:CreateEndpoint", createEndpoint],
  ["emr:TerminateJobFlows", terminate],
  [
    "emr:SetTerminationProtection",
    onClusters(({ document }, { input }) => {
      document["TerminationProtected"] = input["TerminationProtected"] ?? false;
      return undefined;
    }),
  ],
  [
    "emr:PutAutoTerminationPolicy",
    onClusters(({ extra }, { input }) => {
      extra["AutoTerminationPolicy"] = input["AutoTerminationPolicy"] ?? null;
      return undefined;
    }),
  ],
  [
    "emr:RemoveAutoTerminationPolicy",
    onClusters(({ extra }) => {
      delete extra["AutoTerminationPolicy"];
      return undefined;
    }),
  ],
  ["emr:PutBlockPublicAccessConfiguration", putBlockPublicAccess],
  ["emr:DeleteSecurityConfiguration", act("DeleteSecurityConfiguration", gone("emr-security-configuration"), find)],
  ["emr:DeleteStudio", act("DeleteStudio", gone("emr-studio"), find)],
];
