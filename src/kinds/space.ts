import { isObject, type Json } from "../estate/json.ts";
import { optionalCount, optionalText, type Spelling, tags, text, texts, time } from "./field.ts";
import { spaceIdleVerb } from "./idle-verbs.ts";
import { studioRepositories } from "./repository-list.ts";
import { type Kind, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { parsePath, valueAt } from "./path-in.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

type Places = { appType: string; jupyterLab: string; codeEditor: string };

/** A space runs one kind of application, and only that one's settings count; where it does not say which, those that are given. */
const idleTimeout = (path: string, places: Places): Spelling => ({
  path,
  as: (settings: Json) => {
    if (!isObject(settings) && !Array.isArray(settings)) return undefined;
    const at = (place: string): Json => valueAt(settings, parsePath(place)) ?? null;
    const appType = at(places.appType);
    if (appType === "JupyterLab") return at(places.jupyterLab);
    if (appType === "CodeEditor") return at(places.codeEditor);
    return at(places.jupyterLab) ?? at(places.codeEditor);
  },
  reads: Object.values(places),
});

const idleInDocuments = idleTimeout("SpaceSettings", {
  appType: "AppType",
  jupyterLab: "JupyterLabAppSettings.AppLifecycleManagement.IdleSettings.IdleTimeoutInMinutes",
  codeEditor: "CodeEditorAppSettings.AppLifecycleManagement.IdleSettings.IdleTimeoutInMinutes",
});

const level = {
  operation: sagemaker("UpdateSpace"),
  input: { DomainId: "domainId", SpaceName: "name" },
  settings: "SpaceSettings",
} as const;

const kind: Kind = {
  name: "space",
  title: "Studio space",
  plural: "Studio spaces",
  service: "sagemaker",
  identity: {
    name: "SpaceName",
    arn: "SpaceArn",
    template: "space/{domainId}/{name}",
    createdAt: "CreationTime",
    key: ["domainId", "name"],
  },
  fields: {
    name: text({
      api: "SpaceName",
      terraform: "space_name",
      cloudformation: "SpaceName",
      change: "recreate",
      samples: ["ada-lab", "team-review"],
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
    // Null for the spaces of Studio Classic.
    appType: optionalText({
      api: ["SpaceSettings.AppType", "SpaceSettingsSummary.AppType"],
      terraform: "space_settings[0].app_type",
      cloudformation: "SpaceSettings.AppType",
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
      samples: ["JupyterLab", "CodeEditor"],
    }),
    // Null: nobody said; without an owner it is shared.
    sharingType: optionalText({
      api: ["SpaceSharingSettings.SharingType", "SpaceSharingSettingsSummary.SharingType"],
      terraform: "space_sharing_settings[0].sharing_type",
      cloudformation: "SpaceSharingSettings.SharingType",
      change: "recreate",
      values: ["Private", "Shared"],
    }),
    ownerName: optionalText({
      api: ["OwnershipSettings.OwnerUserProfileName", "OwnershipSettingsSummary.OwnerUserProfileName"],
      terraform: "ownership_settings[0].owner_user_profile_name",
      cloudformation: "OwnershipSettings.OwnerUserProfileName",
      change: "recreate",
      samples: ["ada", "grace"],
    }),
    idleTimeoutMinutes: optionalCount({
      api: idleInDocuments,
      terraform: idleTimeout("space_settings[0]", {
        appType: "app_type",
        jupyterLab: "jupyter_lab_app_settings[0].app_lifecycle_management[0].idle_settings[0].idle_timeout_in_minutes",
        codeEditor: "code_editor_app_settings[0].app_lifecycle_management[0].idle_settings[0].idle_timeout_in_minutes",
      }),
      cloudformation: idleInDocuments,
      change: "in-place",
      minimum: 60,
      maximum: 525600,
      samples: [60, 120, 1440],
    }),
    volumeSizeGb: optionalCount({
      api: [
        "SpaceSettings.SpaceStorageSettings.EbsStorageSettings.EbsVolumeSizeInGb",
        "SpaceSettingsSummary.SpaceStorageSettings.EbsStorageSettings.EbsVolumeSizeInGb",
      ],
      terraform: "space_settings[0].space_storage_settings[0].ebs_storage_settings[0].ebs_volume_size_in_gb",
      cloudformation: "SpaceSettings.SpaceStorageSettings.EbsStorageSettings.EbsVolumeSizeInGb",
      change: "stop-first",
      minimum: 5,
      maximum: 16384,
      samples: [5, 100],
    }),
    remoteAccess: optionalText({
      api: ["SpaceSettings.RemoteAccess", "SpaceSettingsSummary.RemoteAccess"],
      // The provider has no attribute for it: nobody switches it on there.
      terraform: [],
      cloudformation: "SpaceSettings.RemoteAccess",
      change: "in-place",
      values: ["ENABLED", "DISABLED"],
    }),
    fileSystemIds: texts({
      api: [
        "SpaceSettings.CustomFileSystems[*].EFSFileSystem.FileSystemId",
        "SpaceSettings.CustomFileSystems[*].FSxLustreFileSystem.FileSystemId",
      ],
      terraform: "space_settings[0].custom_file_system[*].efs_file_system[0].file_system_id",
      cloudformation: [
        "SpaceSettings.CustomFileSystems[*].EFSFileSystem.FileSystemId",
        "SpaceSettings.CustomFileSystems[*].FSxLustreFileSystem.FileSystemId",
      ],
      change: "in-place",
      samples: ["fs-0a1b2c3d", "fs-0e5f6a7b"],
    }),
    repositories: studioRepositories({
      api: ["SpaceSettings.JupyterLabAppSettings.CodeRepositories", "SpaceSettings.JupyterServerAppSettings.CodeRepositories"],
      terraform: [
        "space_settings[0].jupyter_lab_app_settings[0].code_repository",
        "space_settings[0].jupyter_server_app_settings[0].code_repository",
      ],
      cloudformation: ["SpaceSettings.JupyterLabAppSettings.CodeRepositories", "SpaceSettings.JupyterServerAppSettings.CodeRepositories"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListSpaces"),
    items: "Spaces",
    ...sagemakerPaging,
    gives: [
      "DomainId",
      "SpaceName",
      "Status",
      "CreationTime",
      "LastModifiedTime",
      "SpaceSettingsSummary",
      "SpaceSharingSettingsSummary",
      "OwnershipSettingsSummary",
    ],
  },
  describe: [{ operation: sagemaker("DescribeSpace"), input: { DomainId: "DomainId", SpaceName: "SpaceName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:space",
  states: {
    field: "state",
    // A space is a volume; what runs in it is its application, which is stopped there.
    running: [],
    billing: ["InService", "Pending", "Updating", "Update_Failed", "Delete_Failed", "Deleting"],
    stoppable: [],
    terminal: ["Failed"],
  },
  verbs: {
    "set-lab-idle-time": spaceIdleVerb(level, "JupyterLab"),
    "set-editor-idle-time": spaceIdleVerb(level, "CodeEditor"),
    delete: {
      after: { kind: "app", arn: "app/{domainId}/{name}/" },
      operation: sagemaker("DeleteSpace"),
      input: { DomainId: "domainId", SpaceName: "name" },
      type: "irreversible",
      from: ["InService", "Failed", "Update_Failed", "Delete_Failed"],
      done: ["Deleting"],
      to: null,
      loses: "the volume with everything on it; its application must be gone before",
      keepsBilling: "endpoints, clusters and buckets that were made from it",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    domain: { to: "domain", many: false, on: { domainId: "domainId" } },
    profile: { to: "user-profile", many: false, on: { domainId: "domainId", ownerName: "name" } },
    members: { to: "user-profile", many: true, on: { domainId: "domainId" } },
    apps: { to: "app", many: true, on: { domainId: "domainId", name: "spaceName" } },
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_space" },
  cloudformation: { type: "AWS::SageMaker::Space" },
};

export default kind;
