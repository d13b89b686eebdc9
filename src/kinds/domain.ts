import { keyBy, roleBy } from "./around.ts";
import { optionalText, tags, text, texts, time } from "./field.ts";
import { idleFields } from "./idle-fields.ts";
import { idleVerbs } from "./idle-verbs.ts";
import { userSettings } from "./user-settings.ts";
import { type Kind, sagemakerPaging } from "./kind.ts";
import { networkRelations } from "./network-relations.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { withKeys } from "./with-keys.ts";

const level = { operation: sagemaker("UpdateDomain"), input: { DomainId: "domainId" } } as const;
const users = { ...level, settings: "DefaultUserSettings" };
const spaces = { ...level, settings: "DefaultSpaceSettings" };

const kind: Kind = {
  name: "domain",
  title: "Studio domain",
  plural: "Studio domains",
  service: "sagemaker",
  identity: { name: "DomainName", arn: "DomainArn", template: "domain/{domainId}", createdAt: "CreationTime", key: ["domainId"] },
  fields: {
    name: text({
      api: "DomainName",
      terraform: "domain_name",
      cloudformation: "DomainName",
      change: "recreate",
      samples: ["research", "lab"],
    }),
    domainId: text({
      api: "DomainId",
      terraform: "id",
      cloudformation: "DomainId",
      change: "read-only",
      samples: ["d-research00001", "d-lab000000002"],
    }),
    state: text({
      api: "Status",
      change: "read-only",
      runtime: true,
      values: ["Deleting", "Failed", "InService", "Pending", "Updating", "Update_Failed", "Delete_Failed"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    authMode: text({ api: "AuthMode", terraform: "auth_mode", cloudformation: "AuthMode", change: "recreate", values: ["SSO", "IAM"] }),
    networkAccess: text({
      api: "AppNetworkAccessType",
      terraform: "app_network_access_type",
      cloudformation: "AppNetworkAccessType",
      change: "in-place",
      values: ["PublicInternetOnly", "VpcOnly"],
      default: "PublicInternetOnly",
    }),
    vpcId: optionalText({ api: "VpcId", terraform: "vpc_id", cloudformation: "VpcId", change: "recreate", samples: ["vpc-0a1b2c3d"] }),
    subnetIds: texts({
      api: "SubnetIds",
      terraform: "subnet_ids",
      cloudformation: "SubnetIds",
      change: "in-place",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    kmsKeyId: optionalText({
      api: ["KmsKeyId", "HomeEfsFileSystemKmsKeyId"],
      terraform: "kms_key_id",
      cloudformation: "KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    homeEfsFileSystemId: optionalText({ api: "HomeEfsFileSystemId", change: "read-only", runtime: true, samples: ["fs-0a1b2c3d"] }),
    tagPropagation: text({
      api: "TagPropagation",
      terraform: "tag_propagation",
      cloudformation: "TagPropagation",
      change: "in-place",
      values: ["ENABLED", "DISABLED"],
      default: "DISABLED",
    }),
    executionRoleArn: text({
      api: "DefaultUserSettings.ExecutionRole",
      terraform: "default_user_settings[0].execution_role",
      cloudformation: "DefaultUserSettings.ExecutionRole",
      change: "in-place",
      samples: ["arn:aws:iam::123456789012:role/studio-users"],
    }),
    securityGroupIds: texts({
      api: "DefaultUserSettings.SecurityGroups",
      terraform: "default_user_settings[0].security_groups",
      cloudformation: "DefaultUserSettings.SecurityGroups",
      change: "in-place",
      samples: ["sg-0c3"],
    }),
    ...userSettings({ api: "DefaultUserSettings", terraform: "default_user_settings[0]", cloudformation: "DefaultUserSettings" }),
    dockerAccess: optionalText({
      api: "DomainSettings.DockerSettings.EnableDockerAccess",
      terraform: "domain_settings[0].docker_settings[0].enable_docker_access",
      cloudformation: "DomainSettings.DockerSettings.EnableDockerAccess",
      change: "in-place",
      values: ["ENABLED", "DISABLED"],
    }),
    // Accounts out of whose registries images may be run by Docker, where the domain is VpcOnly.
    dockerTrustedAccounts: texts({
      api: "DomainSettings.DockerSettings.VpcOnlyTrustedAccounts",
      terraform: "domain_settings[0].docker_settings[0].vpc_only_trusted_accounts",
      cloudformation: "DomainSettings.DockerSettings.VpcOnlyTrustedAccounts",
      change: "in-place",
      samples: ["111122223333", "999988887777"],
    }),
    executionRoleIdentity: optionalText({
      api: "DomainSettings.ExecutionRoleIdentityConfig",
      terraform: "domain_settings[0].execution_role_identity_config",
      cloudformation: "DomainSettings.ExecutionRoleIdentityConfig",
      change: "in-place",
      values: ["USER_PROFILE_NAME", "DISABLED"],
    }),
    ...idleFields("jupyterLab", {
      api: "DefaultUserSettings.JupyterLabAppSettings",
      terraform: "default_user_settings[0].jupyter_lab_app_settings[0]",
      cloudformation: "DefaultUserSettings.JupyterLabAppSettings",
    }),
    ...idleFields("codeEditor", {
      api: "DefaultUserSettings.CodeEditorAppSettings",
      terraform: "default_user_settings[0].code_editor_app_settings[0]",
      cloudformation: "DefaultUserSettings.CodeEditorAppSettings",
    }),
    // Under which shared spaces run; private ones run under their owner's.
    spaceRoleArn: optionalText({
      api: "DefaultSpaceSettings.ExecutionRole",
      terraform: "default_space_settings[0].execution_role",
      cloudformation: "DefaultSpaceSettings.ExecutionRole",
      change: "in-place",
      samples: ["arn:aws:iam::123456789012:role/studio-spaces"],
    }),
    // What shared spaces start from; AWS has it for JupyterLab only.
    ...idleFields("defaultSpaceJupyterLab", {
      api: "DefaultSpaceSettings.JupyterLabAppSettings",
      terraform: "default_space_settings[0].jupyter_lab_app_settings[0]",
      cloudformation: "DefaultSpaceSettings.JupyterLabAppSettings",
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListDomains"),
    items: "Domains",
    ...sagemakerPaging,
    gives: ["DomainId", "DomainName", "DomainArn", "Status", "CreationTime", "LastModifiedTime"],
  },
  describe: [{ operation: sagemaker("DescribeDomain"), input: { DomainId: "DomainId" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:domain",
  states: {
    field: "state",
    // A domain runs nothing; its file system bills as long as it lives.
    running: [],
    billing: ["InService", "Pending", "Updating", "Update_Failed", "Delete_Failed", "Deleting"],
    stoppable: [],
    terminal: ["Failed"],
  },
  verbs: {
    ...idleVerbs(users, "JupyterLab", { verb: "lab-idle-stop", prefix: "jupyterLab" }),
    ...idleVerbs(users, "CodeEditor", { verb: "editor-idle-stop", prefix: "codeEditor" }),
    ...idleVerbs(spaces, "JupyterLab", { verb: "shared-idle-stop", prefix: "defaultSpaceJupyterLab" }),
    delete: {
      after: { kind: "user-profile", arn: "user-profile/{domainId}/" },
      operation: sagemaker("DeleteDomain"),
      input: { DomainId: "domainId" },
      type: "irreversible",
      from: ["InService", "Failed", "Update_Failed", "Delete_Failed"],
      done: ["Deleting"],
      to: null,
      loses: "the domain and its settings; profiles, spaces and applications must be gone before",
      keepsBilling: "the home file system (EFS), which AWS keeps unless told otherwise",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    role: roleBy("executionRoleArn"),
    kmsKey: keyBy("kmsKeyId"),
    homeFileSystem: { to: "efs-file-system", many: false, on: { homeEfsFileSystemId: "fileSystemId" } },
    ...networkRelations,
    profiles: { to: "user-profile", many: true, on: { domainId: "domainId" } },
    spaces: { to: "space", many: true, on: { domainId: "domainId" } },
    apps: { to: "app", many: true, on: { domainId: "domainId" } },
    sameRole: { to: "domain", many: true, on: { executionRoleArn: "executionRoleArn" } },
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_domain" },
  cloudformation: { type: "AWS::SageMaker::Domain" },
};

export default withKeys(kind);
