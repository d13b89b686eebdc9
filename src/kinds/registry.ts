// Generated from the files of this folder by `npm run generate`. Do not edit.
import app from "./app.ts";
import appImageConfig from "./app-image-config.ts";
import automlJob from "./automl-job.ts";
import codeRepository from "./code-repository.ts";
import compilationJob from "./compilation-job.ts";
import dataQualityJobDefinition from "./data-quality-job-definition.ts";
import domain from "./domain.ts";
import ec2Notebook from "./ec2-notebook.ts";
import ecrRepository from "./ecr-repository.ts";
import efsFileSystem from "./efs-file-system.ts";
import emrBlockPublicAccess from "./emr-block-public-access.ts";
import emrCluster from "./emr-cluster.ts";
import emrSecurityConfiguration from "./emr-security-configuration.ts";
import emrServerlessApplication from "./emr-serverless-application.ts";
import emrStudio from "./emr-studio.ts";
import endpoint from "./endpoint.ts";
import endpointConfig from "./endpoint-config.ts";
import featureGroup from "./feature-group.ts";
import flowDefinition from "./flow-definition.ts";
import hyperparameterTuningJob from "./hyperparameter-tuning-job.ts";
import hyperpodCluster from "./hyperpod-cluster.ts";
import iamGroup from "./iam-group.ts";
import iamPolicy from "./iam-policy.ts";
import iamRole from "./iam-role.ts";
import iamUser from "./iam-user.ts";
import image from "./image.ts";
import imageVersion from "./image-version.ts";
import inferenceComponent from "./inference-component.ts";
import inferenceExperiment from "./inference-experiment.ts";
import kmsKey from "./kms-key.ts";
import mlflowApp from "./mlflow-app.ts";
import mlflowTrackingServer from "./mlflow-tracking-server.ts";
import model from "./model.ts";
import modelBiasJobDefinition from "./model-bias-job-definition.ts";
import modelExplainabilityJobDefinition from "./model-explainability-job-definition.ts";
import modelPackage from "./model-package.ts";
import modelPackageGroup from "./model-package-group.ts";
import modelQualityJobDefinition from "./model-quality-job-definition.ts";
import monitoringSchedule from "./monitoring-schedule.ts";
import notebookInstance from "./notebook-instance.ts";
import notebookLifecycleConfig from "./notebook-lifecycle-config.ts";
import partnerApp from "./partner-app.ts";
import pipeline from "./pipeline.ts";
import processingJob from "./processing-job.ts";
import project from "./project.ts";
import routeTable from "./route-table.ts";
import s3Bucket from "./s3-bucket.ts";
import securityGroup from "./security-group.ts";
import space from "./space.ts";
import studioLifecycleConfig from "./studio-lifecycle-config.ts";
import subnet from "./subnet.ts";
import trainingJob from "./training-job.ts";
import transformJob from "./transform-job.ts";
import userProfile from "./user-profile.ts";
import vpcEndpoint from "./vpc-endpoint.ts";
import type { Kind } from "./kind.ts";

/** Every kind of resource, by name. */
export const kinds: readonly Kind[] = [
  app,
  appImageConfig,
  automlJob,
  codeRepository,
  compilationJob,
  dataQualityJobDefinition,
  domain,
  ec2Notebook,
  ecrRepository,
  efsFileSystem,
  emrBlockPublicAccess,
  emrCluster,
  emrSecurityConfiguration,
  emrServerlessApplication,
  emrStudio,
  endpoint,
  endpointConfig,
  featureGroup,
  flowDefinition,
  hyperparameterTuningJob,
  hyperpodCluster,
  iamGroup,
  iamPolicy,
  iamRole,
  iamUser,
  image,
  imageVersion,
  inferenceComponent,
  inferenceExperiment,
  kmsKey,
  mlflowApp,
  mlflowTrackingServer,
  model,
  modelBiasJobDefinition,
  modelExplainabilityJobDefinition,
  modelPackage,
  modelPackageGroup,
  modelQualityJobDefinition,
  monitoringSchedule,
  notebookInstance,
  notebookLifecycleConfig,
  partnerApp,
  pipeline,
  processingJob,
  project,
  routeTable,
  s3Bucket,
  securityGroup,
  space,
  studioLifecycleConfig,
  subnet,
  trainingJob,
  transformJob,
  userProfile,
  vpcEndpoint,
];

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

export const kindNamed = (name: string): Kind | undefined => byName.get(name);
