import { account, arn, type Clock, type DemoDocument, groups, key, owned, region, role, subnets } from "./team.ts";

/** What a team has beside notebooks, jobs and endpoints: one stands for each service of the platform. */
const features = (clock: Clock): DemoDocument => ({
  kind: "feature-group",
  document: {
    FeatureGroupName: "churn-customers",
    FeatureGroupArn: arn("feature-group/churn-customers"),
    FeatureGroupStatus: "Created",
    RecordIdentifierFeatureName: "customer",
    EventTimeFeatureName: "at",
    FeatureDefinitions: [{ FeatureName: "customer", FeatureType: "String" }],
    RoleArn: role("mlspace-feature-role"),
    OnlineStoreConfig: { EnableOnlineStore: true, StorageType: "Standard", SecurityConfig: { KmsKeyId: key } },
    OfflineStoreConfig: { S3StorageConfig: { S3Uri: `s3://mlspace-data-${account}/project/churn/features` } },
    CreationTime: clock.daysAgo(140),
  },
  tags: owned("churn", "amara"),
});

const pretraining = (clock: Clock): DemoDocument => ({
  kind: "hyperpod-cluster",
  document: {
    ClusterName: "vision-pretrain",
    ClusterArn: arn("cluster/7c2m4q9xw1ae"),
    ClusterStatus: "InService",
    NodeRecovery: "Automatic",
    VpcConfig: { SecurityGroupIds: groups, Subnets: subnets },
    InstanceGroups: [
      {
        InstanceGroupName: "workers",
        InstanceType: "ml.g5.12xlarge",
        CurrentCount: 2,
        TargetCount: 2,
        ExecutionRole: role("hyperpod-nodes"),
        LifeCycleConfig: { SourceS3Uri: `s3://mlspace-data-${account}/project/vision/hyperpod` },
        InstanceStorageConfigs: [{ EbsVolumeConfig: { VolumeSizeInGB: 500 } }],
        ImageVersionStatus: "SecurityUpdateRequired",
      },
    ],
    CreationTime: clock.daysAgo(26),
  },
  tags: owned("vision", "lena"),
});

const shadowTest = (clock: Clock): DemoDocument => ({
  kind: "inference-experiment",
  document: {
    Name: "vision-shadow",
    Arn: arn("inference-experiment/vision-shadow"),
    Type: "ShadowMode",
    Status: "Running",
    RoleArn: role("mlspace-model-role"),
    EndpointMetadata: { EndpointName: "vision-defects", EndpointConfigName: "vision-defects-v3", EndpointStatus: "InService" },
    ModelVariants: [
      {
        ModelName: "vision-defects-12",
        VariantName: "main",
        Status: "InService",
        InfrastructureConfig: {
          InfrastructureType: "RealTimeInference",
          RealTimeInferenceConfig: { InstanceType: "ml.m5.large", InstanceCount: 2 },
        },
      },
    ],
    DataStorageConfig: { Destination: `s3://mlspace-data-${account}/project/vision/shadow`, KmsKey: key },
    CreationTime: clock.daysAgo(2),
    LastModifiedTime: clock.daysAgo(2),
  },
  tags: owned("vision", "lena"),
});

const partnersPolicy = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["sagemaker:DescribeModelPackage", "sagemaker:ListModelPackages"],
      Resource: `arn:aws:sagemaker:${region}:${account}:model-package/forecast-demand/*`,
    },
  ],
};

const registry = (clock: Clock): DemoDocument => ({
  kind: "model-package-group",
  document: {
    ModelPackageGroupName: "forecast-demand",
    ModelPackageGroupArn: arn("model-package-group/forecast-demand"),
    ModelPackageGroupStatus: "Completed",
    ResourcePolicy: JSON.stringify(partnersPolicy),
    CreatedBy: { UserProfileName: "priya" },
    CreationTime: clock.daysAgo(210),
  },
  tags: owned("forecasting", "priya"),
});

export const platform = (clock: Clock): DemoDocument[] => [features(clock), pretraining(clock), shadowTest(clock), registry(clock)];
