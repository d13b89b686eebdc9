import { resourceNotFound, plain, type Table } from "./table.ts";

const gone = (): ReturnType<Table["notFound"]> => resourceNotFound("Requested resource not found.");

const job = (kind: string, stem: string, items: string, more: Partial<Table> = {}): Table =>
  plain({ kind, stem, type: kind, list: `List${stem}s`, items, status: `${stem}Status`, notFound: gone, ...more });

const definition = (stem: string, type: string): Table =>
  plain({
    kind: type,
    stem: `${stem}JobDefinition`,
    type,
    list: `List${stem}JobDefinitions`,
    items: "JobDefinitionSummaries",
    key: { JobDefinitionName: "JobDefinitionName" },
    arnMember: "JobDefinitionArn",
    arn: (document, place) =>
      `arn:${place.partition}:sagemaker:${place.region}:${place.account}:${type}/${String(document["JobDefinitionName"])}`,
    // The summary calls it otherwise.
    summary: ({ JobDefinitionName = null, JobDefinitionArn = null }) => ({
      MonitoringJobDefinitionName: JobDefinitionName,
      MonitoringJobDefinitionArn: JobDefinitionArn,
    }),
    notFound: gone,
  });

/** Jobs, and what starts them. */
export const jobTables: readonly Table[] = [
  {
    ...job("hyperparameter-tuning-job", "HyperParameterTuningJob", "HyperParameterTuningJobSummaries"),
    arn: (document, place) =>
      `arn:${place.partition}:sagemaker:${place.region}:${place.account}:hyper-parameter-tuning-job/${String(document["HyperParameterTuningJobName"])}`,
  },
  job("transform-job", "TransformJob", "TransformJobSummaries"),
  job("processing-job", "ProcessingJob", "ProcessingJobSummaries"),
  job("automl-job", "AutoMLJob", "AutoMLJobSummaries", { describe: "DescribeAutoMLJobV2" }),
  job("compilation-job", "CompilationJob", "CompilationJobSummaries"),
  job("monitoring-schedule", "MonitoringSchedule", "MonitoringScheduleSummaries"),
  definition("DataQuality", "data-quality-job-definition"),
  definition("ModelQuality", "model-quality-job-definition"),
  definition("ModelBias", "model-bias-job-definition"),
  definition("ModelExplainability", "model-explainability-job-definition"),
  plain({
    kind: "inference-experiment",
    stem: "InferenceExperiment",
    type: "inference-experiment",
    list: "ListInferenceExperiments",
    items: "InferenceExperiments",
    key: { Name: "Name" },
    arnMember: "Arn",
    arn: (document, place) =>
      `arn:${place.partition}:sagemaker:${place.region}:${place.account}:inference-experiment/${String(document["Name"])}`,
    status: "Status",
  }),
];
