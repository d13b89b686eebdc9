import { awsError, validation } from "./errors.ts";
import { accountTables } from "./account-tables.ts";
import { assetTables } from "./asset-tables.ts";
import { jobTables } from "./job-tables.ts";
import { networkTables } from "./network-tables.ts";
import { plain, resourceNotFound, sagemakerArn, word, type Table } from "./table.ts";

export type { Place, Table } from "./table.ts";

export const tables: readonly Table[] = [
  plain({
    kind: "notebook-instance",
    stem: "NotebookInstance",
    type: "notebook-instance",
    list: "ListNotebookInstances",
    items: "NotebookInstances",
    status: "NotebookInstanceStatus",
    notFound: () => validation("RecordNotFound"),
  }),
  plain({
    kind: "notebook-lifecycle-config",
    stem: "NotebookInstanceLifecycleConfig",
    type: "notebook-instance-lifecycle-config",
    list: "ListNotebookInstanceLifecycleConfigs",
    items: "NotebookInstanceLifecycleConfigs",
    notFound: (arn) =>
      validation(
        `Unable to describe Notebook Instance Lifecycle Config '${arn}'. (Details: Notebook Instance Lifecycle Config does not exist.)`,
      ),
  }),
  plain({
    kind: "model",
    stem: "Model",
    type: "model",
    list: "ListModels",
    items: "Models",
    notFound: (arn) => validation(`Could not find model "${arn}".`),
  }),
  plain({
    kind: "endpoint-config",
    stem: "EndpointConfig",
    type: "endpoint-config",
    list: "ListEndpointConfigs",
    items: "EndpointConfigs",
    notFound: (arn) => validation(`Could not find endpoint configuration "${arn}".`),
  }),
  plain({
    kind: "endpoint",
    stem: "Endpoint",
    type: "endpoint",
    list: "ListEndpoints",
    items: "Endpoints",
    status: "EndpointStatus",
    notFound: (arn) => validation(`Could not find endpoint "${arn}".`),
  }),
  plain({
    kind: "training-job",
    stem: "TrainingJob",
    type: "training-job",
    list: "ListTrainingJobs",
    items: "TrainingJobSummaries",
    status: "TrainingJobStatus",
    notFound: () => validation("Requested resource not found."),
  }),
  plain({
    kind: "domain",
    stem: "Domain",
    type: "domain",
    list: "ListDomains",
    items: "Domains",
    key: { DomainId: "DomainId" },
    arn: sagemakerArn("domain", "DomainId"),
    status: "Status",
    notFound: (_, document) => resourceNotFound(`Domain [${word(document, "DomainId")}] does not exist.`),
  }),
  plain({
    kind: "user-profile",
    stem: "UserProfile",
    type: "user-profile",
    list: "ListUserProfiles",
    items: "UserProfiles",
    key: { DomainId: "DomainId", UserProfileName: "UserProfileName" },
    arn: sagemakerArn("user-profile", "DomainId", "UserProfileName"),
    status: "Status",
    notFound: (_, document) =>
      resourceNotFound(`UserProfile [${word(document, "DomainId")}/${word(document, "UserProfileName")}] does not exist.`),
  }),
  plain({
    kind: "space",
    stem: "Space",
    type: "space",
    list: "ListSpaces",
    items: "Spaces",
    key: { DomainId: "DomainId", SpaceName: "SpaceName" },
    arn: sagemakerArn("space", "DomainId", "SpaceName"),
    status: "Status",
    summary: (document) => ({
      SpaceSettingsSummary: document["SpaceSettings"] ?? null,
      SpaceSharingSettingsSummary: document["SpaceSharingSettings"] ?? null,
      OwnershipSettingsSummary: document["OwnershipSettings"] ?? null,
    }),
    notFound: (_, document) => resourceNotFound(`Space [${word(document, "DomainId")}/${word(document, "SpaceName")}] does not exist.`),
  }),
  plain({
    kind: "app",
    stem: "App",
    type: "app",
    list: "ListApps",
    items: "Apps",
    key: { DomainId: "DomainId", UserProfileName: "UserProfileName", SpaceName: "SpaceName", AppType: "AppType", AppName: "AppName" },
    // AWS writes the type of an app in lower case there.
    arn: (document, place) =>
      sagemakerArn(
        "app",
        "DomainId",
        document["SpaceName"] ? "SpaceName" : "UserProfileName",
        "AppType",
        "AppName",
      )({ ...document, AppType: word(document, "AppType").toLowerCase() }, place),
    status: "Status",
    notFound: (_, document) =>
      resourceNotFound(`App [${word(document, "DomainId")}/${word(document, "AppType")}/${word(document, "AppName")}] does not exist.`),
  }),
  {
    kind: "emr-cluster",
    service: "emr",
    list: "ListClusters",
    items: "Clusters",
    describe: "DescribeCluster",
    root: "Cluster",
    key: { ClusterId: "Id" },
    arnMember: "ClusterArn",
    arn: (document, place) => `arn:${place.partition}:elasticmapreduce:${place.region}:${place.account}:cluster/${word(document, "Id")}`,
    status: "Status.State",
    created: "Status.Timeline.CreationDateTime",
    beside: [
      { operation: "GetAutoTerminationPolicy", members: ["AutoTerminationPolicy"] },
      { operation: "ListInstanceGroups", members: ["InstanceGroups"] },
      { operation: "ListInstanceFleets", members: ["InstanceFleets"] },
      { operation: "ListInstances", members: ["Instances"] },
      { operation: "ListInstanceGroups", members: ["InstanceGroups"] },
      { operation: "ListInstanceFleets", members: ["InstanceFleets"] },
    ],
    notFound: (_, document) => awsError("InvalidRequestException", `Cluster id '${word(document, "Id")}' is not valid.`),
  },
  ...jobTables,
  ...assetTables,
  ...accountTables,
  ...networkTables,
];

export const tableOf = (kind: string): Table => {
  const found = tables.find((table) => table.kind === kind);
  if (!found) throw new Error(`The stand-in has no table for the kind ${kind}.`);
  return found;
};
