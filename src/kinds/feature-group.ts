import { bucketBy, keyBy, roleBy } from "./around.ts";
import { flag, optionalText, tags, text } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { withKeys } from "./with-keys.ts";

const kind: Kind = {
  name: "feature-group",
  title: "Feature group",
  plural: "Feature groups",
  service: "sagemaker",
  identity: {
    name: "FeatureGroupName",
    arn: "FeatureGroupArn",
    template: "feature-group/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "FeatureGroupName",
      terraform: "feature_group_name",
      cloudformation: "FeatureGroupName",
      change: "recreate",
      samples: ["churn-customers", "grid-weather"],
    }),
    state: text({
      api: "FeatureGroupStatus",
      change: "read-only",
      runtime: true,
      values: ["Creating", "Created", "CreateFailed", "Deleting", "DeleteFailed"],
    }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    roleArn: optionalText({
      api: "RoleArn",
      terraform: "role_arn",
      cloudformation: "RoleArn",
      change: "recreate",
      samples: ["arn:aws:iam::123456789012:role/churn-features"],
    }),
    onlineStore: flag({
      api: "OnlineStoreConfig.EnableOnlineStore",
      terraform: "online_store_config[0].enable_online_store",
      cloudformation: "OnlineStoreConfig.EnableOnlineStore",
      change: "recreate",
      default: false,
    }),
    onlineKmsKeyId: optionalText({
      api: "OnlineStoreConfig.SecurityConfig.KmsKeyId",
      terraform: "online_store_config[0].security_config[0].kms_key_id",
      cloudformation: "OnlineStoreConfig.SecurityConfig.KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    onlineStorageType: optionalText({
      api: "OnlineStoreConfig.StorageType",
      terraform: "online_store_config[0].storage_type",
      cloudformation: "OnlineStoreConfig.StorageType",
      change: "recreate",
      values: ["Standard", "Standard_V2", "InMemory"],
    }),
    // Null: there is no offline store.
    offlineUri: optionalText({
      api: "OfflineStoreConfig.S3StorageConfig.S3Uri",
      terraform: "offline_store_config[0].s3_storage_config[0].s3_uri",
      cloudformation: "OfflineStoreConfig.S3StorageConfig.S3Uri",
      change: "recreate",
      samples: ["s3://acme-ml-data/project/churn/features"],
    }),
    offlineKmsKeyId: optionalText({
      api: "OfflineStoreConfig.S3StorageConfig.KmsKeyId",
      terraform: "offline_store_config[0].s3_storage_config[0].kms_key_id",
      cloudformation: "OfflineStoreConfig.S3StorageConfig.KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    offlineState: optionalText({
      api: "OfflineStoreStatus.Status",
      change: "read-only",
      runtime: true,
      values: ["Active", "Blocked", "Disabled"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListFeatureGroups"),
    items: "FeatureGroupSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: ["FeatureGroupName", "FeatureGroupArn", "FeatureGroupStatus", "OfflineStoreStatus", "CreationTime"],
  },
  describe: [{ operation: sagemaker("DescribeFeatureGroup"), input: { FeatureGroupName: "FeatureGroupName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: { resource: "FeatureGroup", root: "FeatureGroup" },
  taggingType: "sagemaker:feature-group",
  // It runs nothing; its stores bill for what they hold.
  states: {
    field: "state",
    running: [],
    billing: ["Created", "Creating", "Deleting", "DeleteFailed"],
    stoppable: [],
    terminal: ["CreateFailed"],
  },
  verbs: {
    delete: {
      operation: sagemaker("DeleteFeatureGroup"),
      input: { FeatureGroupName: "name" },
      type: "irreversible",
      from: ["Created", "CreateFailed", "DeleteFailed"],
      done: ["Deleting"],
      to: null,
      loses: "everything in the online store",
      keepsBilling: "the offline store in S3 and its table in Glue",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    role: roleBy("roleArn"),
    onlineKey: keyBy("onlineKmsKeyId"),
    offlineBucket: bucketBy("offlineUri"),
    offlineKey: keyBy("offlineKmsKeyId"),
  },
  history: null,
  unchanging: null,
  terraform: { type: "aws_sagemaker_feature_group" },
  cloudformation: { type: "AWS::SageMaker::FeatureGroup" },
};

export default withKeys(kind);
