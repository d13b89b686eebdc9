import { bucketBy, keyBy, roleBy } from "./around.ts";
import { optionalText, tags, text, texts, time } from "./field.ts";
import { idleFields } from "./idle-fields.ts";
import { idleVerbs } from "./idle-verbs.ts";
import { userSettings } from "./user-settings.ts";
import { type Kind, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { withKeys } from "./with-keys.ts";

const level = {
  operation: sagemaker("UpdateUserProfile"),
  input: { DomainId: "domainId", UserProfileName: "name" },
  settings: "UserSettings",
} as const;

const kind: Kind = {
  name: "user-profile",
  title: "Studio user profile",
  plural: "Studio user profiles",
  service: "sagemaker",
  identity: {
    name: "UserProfileName",
    arn: "UserProfileArn",
    template: "user-profile/{domainId}/{name}",
    createdAt: "CreationTime",
    key: ["domainId", "name"],
  },
  fields: {
    name: text({
      api: "UserProfileName",
      terraform: "user_profile_name",
      cloudformation: "UserProfileName",
      change: "recreate",
      samples: ["ada", "grace"],
    }),
    domainId: text({
      api: "DomainId",
      terraform: "domain_id",
      cloudformation: "DomainId",
      change: "recreate",
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
    // Null here and below: the domain's default applies.
    executionRoleArn: optionalText({
      api: "UserSettings.ExecutionRole",
      terraform: "user_settings[0].execution_role",
      cloudformation: "UserSettings.ExecutionRole",
      change: "in-place",
      samples: ["arn:aws:iam::123456789012:role/studio-ada"],
    }),
    securityGroupIds: texts({
      api: "UserSettings.SecurityGroups",
      terraform: "user_settings[0].security_groups",
      cloudformation: "UserSettings.SecurityGroups",
      change: "in-place",
      samples: ["sg-0c3"],
    }),
    ...userSettings({ api: "UserSettings", terraform: "user_settings[0]", cloudformation: "UserSettings" }),
    ...idleFields("jupyterLab", {
      api: "UserSettings.JupyterLabAppSettings",
      terraform: "user_settings[0].jupyter_lab_app_settings[0]",
      cloudformation: "UserSettings.JupyterLabAppSettings",
    }),
    ...idleFields("codeEditor", {
      api: "UserSettings.CodeEditorAppSettings",
      terraform: "user_settings[0].code_editor_app_settings[0]",
      cloudformation: "UserSettings.CodeEditorAppSettings",
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListUserProfiles"),
    items: "UserProfiles",
    ...sagemakerPaging,
    gives: ["DomainId", "UserProfileName", "Status", "CreationTime", "LastModifiedTime"],
  },
  describe: [{ operation: sagemaker("DescribeUserProfile"), input: { DomainId: "DomainId", UserProfileName: "UserProfileName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:user-profile",
  // A profile runs nothing and costs nothing.
  states: { field: "state", running: [], billing: [], stoppable: [], terminal: ["Failed"] },
  verbs: {
    ...idleVerbs(level, "JupyterLab", { verb: "lab-idle-stop", prefix: "jupyterLab" }),
    ...idleVerbs(level, "CodeEditor", { verb: "editor-idle-stop", prefix: "codeEditor" }),
    delete: {
      after: { kind: "app", arn: "app/{domainId}/{name}/" },
      operation: sagemaker("DeleteUserProfile"),
      input: { DomainId: "domainId", UserProfileName: "name" },
      type: "irreversible",
      from: ["InService", "Failed", "Update_Failed", "Delete_Failed"],
      done: ["Deleting"],
      to: null,
      loses: "the profile and the way to its home folder; its applications and spaces must be gone before",
      keepsBilling: "the profile's home folder on the domain's file system (EFS)",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    role: roleBy("executionRoleArn"),
    sharingKey: keyBy("sharingKmsKeyId"),
    landingBucket: bucketBy("landingUri"),
    domain: { to: "domain", many: false, on: { domainId: "domainId" } },
    sameRole: { to: "user-profile", many: true, on: { executionRoleArn: "executionRoleArn" } },
    spaces: { to: "space", many: true, on: { domainId: "domainId", name: "ownerName" } },
    apps: { to: "app", many: true, on: { domainId: "domainId", name: "userProfileName" } },
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_user_profile" },
  cloudformation: { type: "AWS::SageMaker::UserProfile" },
};

export default withKeys(kind);
