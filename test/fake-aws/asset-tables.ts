import { awsError, validation } from "./errors.ts";
import { plain, sagemakerArn, word, type Table } from "./table.ts";

const asset = (kind: string, stem: string, items: string, more: Partial<Table> = {}): Table =>
  plain({ kind, stem, type: kind, list: `List${stem}s`, items, ...more });

/** What AWS knows by its ARN alone. */
const application = (kind: string, stem: string): Table =>
  asset(kind, stem, "Summaries", { key: { Arn: "Arn" }, arnMember: "Arn", arn: sagemakerArn(kind, "Name"), status: "Status" });

/** What is kept, shared and looked after. */
export const assetTables: readonly Table[] = [
  asset("code-repository", "CodeRepository", "CodeRepositorySummaryList", { list: "ListCodeRepositories" }),
  asset("inference-component", "InferenceComponent", "InferenceComponents", { status: "InferenceComponentStatus" }),
  asset("studio-lifecycle-config", "StudioLifecycleConfig", "StudioLifecycleConfigs"),
  asset("image", "Image", "Images", { status: "ImageStatus" }),
  asset("image-version", "ImageVersion", "ImageVersions", {
    key: { ImageName: "ImageName", Version: "Version" },
    arn: sagemakerArn("image-version", "ImageName", "Version"),
    status: "ImageVersionStatus",
    parent: "image",
  }),
  asset("app-image-config", "AppImageConfig", "AppImageConfigs"),
  asset("hyperpod-cluster", "Cluster", "ClusterSummaries", { arn: sagemakerArn("cluster", "ClusterName"), status: "ClusterStatus" }),
  asset("feature-group", "FeatureGroup", "FeatureGroupSummaries", { status: "FeatureGroupStatus" }),
  asset("pipeline", "Pipeline", "PipelineSummaries", {
    status: "PipelineStatus",
    summary: (document) => ({ LastExecutionTime: document["LastRunTime"] ?? null }),
  }),
  asset("project", "Project", "ProjectSummaryList", { status: "ProjectStatus" }),
  asset("model-package-group", "ModelPackageGroup", "ModelPackageGroupSummaryList", {
    status: "ModelPackageGroupStatus",
    beside: [
      {
        operation: "GetModelPackageGroupPolicy",
        members: ["ResourcePolicy"],
        none: (arn) => validation(`Cannot find resource policy for: ${arn}`),
      },
    ],
  }),
  asset("model-package", "ModelPackage", "ModelPackageSummaryList", {
    key: { ModelPackageName: "ModelPackageArn" },
    arn: sagemakerArn("model-package", "ModelPackageGroupName", "ModelPackageVersion"),
    status: "ModelPackageStatus",
  }),
  asset("mlflow-tracking-server", "MlflowTrackingServer", "TrackingServerSummaries", {
    key: { TrackingServerName: "TrackingServerName" },
    arnMember: "TrackingServerArn",
    arn: sagemakerArn("mlflow-tracking-server", "TrackingServerName"),
    status: "TrackingServerStatus",
  }),
  application("mlflow-app", "MlflowApp"),
  application("partner-app", "PartnerApp"),
  asset("flow-definition", "FlowDefinition", "FlowDefinitionSummaries", { status: "FlowDefinitionStatus" }),
  {
    kind: "emr-security-configuration",
    service: "emr",
    list: "ListSecurityConfigurations",
    items: "SecurityConfigurations",
    describe: "DescribeSecurityConfiguration",
    key: { Name: "Name" },
    arnMember: undefined,
    arn: (document, place) =>
      `arn:${place.partition}:elasticmapreduce:${place.region}:${place.account}:security-configuration/${word(document, "Name")}`,
    status: undefined,
    created: "CreationDateTime",
    notFound: (_, document) =>
      awsError("InvalidRequestException", `Security configuration with name '${word(document, "Name")}' does not exist.`),
  },
  {
    kind: "emr-studio",
    service: "emr",
    list: "ListStudios",
    items: "Studios",
    describe: "DescribeStudio",
    root: "Studio",
    key: { StudioId: "StudioId" },
    arnMember: "StudioArn",
    arn: (document, place) =>
      `arn:${place.partition}:elasticmapreduce:${place.region}:${place.account}:studio/${word(document, "StudioId")}`,
    status: undefined,
    created: "CreationTime",
    notFound: () => awsError("InvalidRequestException", "Studio does not exist."),
  },
];
