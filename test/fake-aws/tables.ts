import type { JsonObject } from "../../src/estate/json.ts";
import { awsError, validation, type AwsError } from "./errors.ts";
import type { ServiceName } from "./shapes.ts";

export type Place = { partition: string; account: string; region: string };

/** What the stand-in knows of a kind, written from AWS's model and not from ours, so that the two can disagree. */
export type Table = {
  kind: string;
  service: ServiceName & ("sagemaker" | "emr");
  list: string;
  items: string;
  describe: string;
  /** The member of Describe's answer that holds the document, where there is one. */
  root?: string;
  /** Describe's input member -> the document's. */
  key: Readonly<Record<string, string>>;
  arnMember: string | undefined;
  arn: (document: JsonObject, place: Place) => string;
  status: string | undefined;
  created: string;
  notFound: (arn: string, document: JsonObject) => AwsError;
  /** Members that only the summary has. */
  summary?: (document: JsonObject) => JsonObject;
};

const word = (document: JsonObject, member: string): string => {
  const value = document[member];
  return typeof value === "string" ? value : "";
};

const sagemakerArn =
  (type: string, ...members: string[]) =>
  (document: JsonObject, place: Place): string =>
    `arn:${place.partition}:sagemaker:${place.region}:${place.account}:${[type, ...members.map((member) => word(document, member))].join("/")}`;

const resourceNotFound = (message: string): AwsError => awsError("ResourceNotFound", message);

/** Most of SageMaker: one name, `<Stem>Name`, `<Stem>Arn`, `CreationTime`. */
const plain = (
  table: Pick<Table, "kind" | "notFound"> & Partial<Table> & { stem: string; type: string; items: string; list: string },
): Table => {
  const { stem, type, ...rest } = table;
  return {
    service: "sagemaker",
    describe: `Describe${stem}`,
    key: { [`${stem}Name`]: `${stem}Name` },
    arnMember: `${stem}Arn`,
    arn: sagemakerArn(type, `${stem}Name`),
    status: undefined,
    created: "CreationTime",
    ...rest,
  };
};

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
    notFound: (_, document) => awsError("InvalidRequestException", `Cluster id '${word(document, "Id")}' is not valid.`),
  },
];

export const tableOf = (kind: string): Table => {
  const found = tables.find((table) => table.kind === kind);
  if (!found) throw new Error(`The stand-in has no table for the kind ${kind}.`);
  return found;
};
