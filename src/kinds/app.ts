import { optionalText, tags, text } from "./field.ts";
import { type Kind, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

const kind: Kind = {
  name: "app",
  title: "Studio application",
  plural: "Studio applications",
  service: "sagemaker",
  identity: {
    name: "AppName",
    arn: "AppArn",
    template: "app/{domainId}/{userProfileName|spaceName}/{appType}/{name}",
    lowerCase: ["appType"],
    createdAt: "CreationTime",
    key: ["domainId", "userProfileName", "spaceName", "appType", "name"],
  },
  fields: {
    name: text({ api: "AppName", terraform: "app_name", cloudformation: "AppName", change: "recreate", samples: ["default"] }),
    domainId: text({
      api: "DomainId",
      terraform: "domain_id",
      cloudformation: "DomainId",
      change: "recreate",
      samples: ["d-research00001", "d-lab000000002"],
    }),
    // An application belongs to a space or, without one, to a user profile.
    userProfileName: optionalText({
      api: "UserProfileName",
      terraform: "user_profile_name",
      cloudformation: "UserProfileName",
      change: "recreate",
      samples: ["ada", "grace"],
    }),
    spaceName: optionalText({
      api: "SpaceName",
      terraform: "space_name",
      cloudformation: "SpaceName",
      change: "recreate",
      samples: ["ada-lab", "team-review"],
    }),
    appType: text({
      api: "AppType",
      terraform: "app_type",
      cloudformation: "AppType",
      change: "recreate",
      values: [
        "JupyterServer",
        "KernelGateway",
        "DetailedProfiler",
        "TensorBoard",
        "CodeEditor",
        "JupyterLab",
        "RStudioServerPro",
        "RSessionGateway",
        "Canvas",
      ],
      samples: ["JupyterLab", "CodeEditor", "KernelGateway"],
    }),
    state: text({ api: "Status", change: "read-only", runtime: true, values: ["Deleted", "Deleting", "Failed", "InService", "Pending"] }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    // `system` is the free instance of JupyterServer. AWS's time of last activity is left out: health checks move it.
    instanceType: optionalText({
      api: "ResourceSpec.InstanceType",
      terraform: "resource_spec[0].instance_type",
      cloudformation: "ResourceSpec.InstanceType",
      change: "recreate",
      samples: ["ml.t3.medium", "ml.g5.xlarge", "system"],
    }),
    imageArn: optionalText({
      api: "ResourceSpec.SageMakerImageArn",
      terraform: "resource_spec[0].sagemaker_image_arn",
      cloudformation: "ResourceSpec.SageMakerImageArn",
      change: "recreate",
      samples: ["arn:aws:sagemaker:eu-central-1:885854791233:image/sagemaker-distribution-cpu"],
    }),
    imageVersionArn: optionalText({
      api: "ResourceSpec.SageMakerImageVersionArn",
      terraform: "resource_spec[0].sagemaker_image_version_arn",
      cloudformation: "ResourceSpec.SageMakerImageVersionArn",
      change: "recreate",
    }),
    imageVersion: optionalText({
      api: "ResourceSpec.SageMakerImageVersionAlias",
      terraform: "resource_spec[0].sagemaker_image_version_alias",
      change: "recreate",
      samples: ["4.3.1", "2.2.0"],
    }),
    lifecycleConfigArn: optionalText({
      api: "ResourceSpec.LifecycleConfigArn",
      terraform: "resource_spec[0].lifecycle_config_arn",
      cloudformation: "ResourceSpec.LifecycleConfigArn",
      change: "recreate",
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListApps"),
    items: "Apps",
    gone: { member: "Status", says: "Deleted" },
    ...sagemakerPaging,
    gives: ["DomainId", "UserProfileName", "SpaceName", "AppType", "AppName", "Status", "CreationTime", "ResourceSpec"],
  },
  // The summary has all but the ARN, and tags are asked for by ARN.
  describe: [
    {
      operation: sagemaker("DescribeApp"),
      input: { DomainId: "DomainId", UserProfileName: "UserProfileName", SpaceName: "SpaceName", AppType: "AppType", AppName: "AppName" },
    },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:app",
  states: {
    field: "state",
    running: ["InService", "Pending"],
    billing: ["InService", "Pending", "Deleting"],
    stoppable: ["InService"],
    // AWS lists a deleted application for a day.
    terminal: ["Deleted", "Failed"],
  },
  verbs: {
    stop: {
      operation: sagemaker("DeleteApp"),
      input: { DomainId: "domainId", UserProfileName: "userProfileName", SpaceName: "spaceName", AppType: "appType", AppName: "name" },
      type: "recreatable",
      from: ["InService", "Failed"],
      done: ["Deleting", "Deleted"],
      to: "Deleted",
      loses: "running kernels and everything outside the space's volume or the home folder; opening it starts a new one",
      keepsBilling: "the space's volume",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    domain: { to: "domain", many: false, on: { domainId: "domainId" } },
    profile: { to: "user-profile", many: false, on: { domainId: "domainId", userProfileName: "name" } },
    space: { to: "space", many: false, on: { domainId: "domainId", spaceName: "name" } },
    lifecycle: { to: "studio-lifecycle-config", many: false, on: { lifecycleConfigArn: "arn" } },
    customImage: { to: "image-version", many: false, on: { imageVersionArn: "arn" } },
    cluster: { to: "emr-cluster", many: false, on: { "facts.emrClusterId": "clusterId" } },
  },
  history: null,
  unchanging: null,
  terraform: { type: "aws_sagemaker_app" },
  cloudformation: { type: "AWS::SageMaker::App" },
};

export default kind;
