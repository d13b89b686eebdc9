/**
 * Operations whose permission has another name than `service:Operation`, by the client's name for the service. All others, of every
 * service that kinds name, have been compared with the service authorization reference (iam-data 0.21.202609261 holds it in full).
 *
 * S3: "Required permissions for Amazon S3 API operations" in the user guide (using-with-s3-policy-actions), and the service
 * authorization reference (list_amazons3).
 */
export const actionNames: Readonly<Record<string, string>> = {
  "s3:GetBucketAccelerateConfiguration": "s3:GetAccelerateConfiguration",
  "s3:GetBucketAnalyticsConfiguration": "s3:GetAnalyticsConfiguration",
  "s3:GetBucketCors": "s3:GetBucketCORS",
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:GetBucketIntelligentTieringConfiguration": "s3:GetIntelligentTieringConfiguration",
  "s3:GetBucketInventoryConfiguration": "s3:GetInventoryConfiguration",
  "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
  "s3:GetBucketMetricsConfiguration": "s3:GetMetricsConfiguration",
  "s3:GetBucketNotificationConfiguration": "s3:GetBucketNotification",
  "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
  "s3:GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
  "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
  "s3:HeadBucket": "s3:ListBucket",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListBucketAnalyticsConfigurations": "s3:GetAnalyticsConfiguration",
  "s3:ListBucketIntelligentTieringConfigurations": "s3:GetIntelligentTieringConfiguration",
  "s3:ListBucketInventoryConfigurations": "s3:GetInventoryConfiguration",
  "s3:ListBucketMetricsConfigurations": "s3:GetMetricsConfiguration",
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:ListDirectoryBuckets": "s3express:ListAllMyDirectoryBuckets",
  "s3:ListMultipartUploads": "s3:ListBucketMultipartUploads",
  "s3:ListObjectVersions": "s3:ListBucketVersions",
  "s3:ListObjects": "s3:ListBucket",
  "s3:ListObjectsV2": "s3:ListBucket",
  "s3:ListParts": "s3:ListMultipartUploadParts",
};
