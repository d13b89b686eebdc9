import { type Field, type Leaf, optionalText, texts } from "./field.ts";
import { studioRepositories } from "./repository-list.ts";

/** What may be set for all users of a domain, and for one of them: where the settings lie in the three sources. */
export type SettingsHolder = { api: string; terraform: string; cloudformation: string };

const both = (member: string): { api: string; cloudformation: string } => ({ api: member, cloudformation: member });

type Paths = Record<"api" | "terraform" | "cloudformation", string>;

const setting = (holder: SettingsHolder, paths: Paths, more: Partial<Leaf> = {}): Leaf =>
  optionalText({
    api: `${holder.api}.${paths.api}`,
    terraform: `${holder.terraform}.${paths.terraform}`,
    cloudformation: `${holder.cloudformation}.${paths.cloudformation}`,
    change: "in-place",
    ...more,
  });

const repositoriesAt = (holder: SettingsHolder): Field =>
  studioRepositories({
    api: [`${holder.api}.JupyterLabAppSettings.CodeRepositories`, `${holder.api}.JupyterServerAppSettings.CodeRepositories`],
    terraform: [
      `${holder.terraform}.jupyter_lab_app_settings[0].code_repository`,
      `${holder.terraform}.jupyter_server_app_settings[0].code_repository`,
    ],
    cloudformation: [
      `${holder.cloudformation}.JupyterLabAppSettings.CodeRepositories`,
      `${holder.cloudformation}.JupyterServerAppSettings.CodeRepositories`,
    ],
  });

const fileSystemsAt = (holder: SettingsHolder): Field =>
  texts({
    api: [
      `${holder.api}.CustomFileSystemConfigs[*].EFSFileSystemConfig.FileSystemId`,
      `${holder.api}.CustomFileSystemConfigs[*].FSxLustreFileSystemConfig.FileSystemId`,
    ],
    terraform: `${holder.terraform}.custom_file_system_config[*].efs_file_system_config[0].file_system_id`,
    cloudformation: [
      `${holder.cloudformation}.CustomFileSystemConfigs[*].EFSFileSystemConfig.FileSystemId`,
      `${holder.cloudformation}.CustomFileSystemConfigs[*].FSxLustreFileSystemConfig.FileSystemId`,
    ],
    change: "in-place",
    samples: ["fs-0a1b2c3d", "fs-0e5f6a7b"],
  });

/** CloudFormation's settings of users have none for Canvas. */
const notInTemplates = { cloudformation: [] } as const;

/** Settings of users that domain and profile have alike. In a profile, null: the domain's applies. */
export const userSettings = (holder: SettingsHolder): Record<string, Field> => {
  const at = (member: string, attribute: string, more?: Partial<Leaf>): Leaf =>
    setting(holder, { ...both(member), terraform: attribute }, more);
  return {
    notebookSharing: at("SharingSettings.NotebookOutputOption", "sharing_settings[0].notebook_output_option", {
      values: ["Allowed", "Disabled"],
    }),
    sharingUri: at("SharingSettings.S3OutputPath", "sharing_settings[0].s3_output_path", {
      samples: ["s3://acme-ml-data/project/churn/shared", "s3://somewhere-else/shared"],
    }),
    sharingKmsKeyId: at("SharingSettings.S3KmsKeyId", "sharing_settings[0].s3_kms_key_id"),
    landingUri: at("DefaultLandingUri", "default_landing_uri", { samples: ["studio::", "app:JupyterServer:"] }),
    webPortal: at("StudioWebPortal", "studio_web_portal", { values: ["ENABLED", "DISABLED"] }),
    autoMountHomeEfs: at("AutoMountHomeEFS", "auto_mount_home_efs", { values: ["Enabled", "Disabled", "DefaultAsDomain"] }),
    fileSystemIds: fileSystemsAt(holder),
    canvasArtifactUri: at(
      "CanvasAppSettings.WorkspaceSettings.S3ArtifactPath",
      "canvas_app_settings[0].workspace_settings[0].s3_artifact_path",
      { ...notInTemplates, samples: ["s3://acme-ml-data/project/churn/canvas"] },
    ),
    canvasKmsKeyId: at(
      "CanvasAppSettings.WorkspaceSettings.S3KmsKeyId",
      "canvas_app_settings[0].workspace_settings[0].s3_kms_key_id",
      notInTemplates,
    ),
    // Null: models are registered in the account of the domain, if at all.
    canvasRegisterRoleArn: at(
      "CanvasAppSettings.ModelRegisterSettings.CrossAccountModelRegisterRoleArn",
      "canvas_app_settings[0].model_register_settings[0].cross_account_model_register_role_arn",
      { ...notInTemplates, samples: ["arn:aws:iam::123456789012:role/canvas-registry", "arn:aws:iam::999988887777:role/canvas-registry"] },
    ),
    rstudioAccess: at("RStudioServerProAppSettings.AccessStatus", "r_studio_server_pro_app_settings[0].access_status", {
      values: ["ENABLED", "DISABLED"],
    }),
    rstudioGroup: at("RStudioServerProAppSettings.UserGroup", "r_studio_server_pro_app_settings[0].user_group", {
      values: ["R_STUDIO_ADMIN", "R_STUDIO_USER"],
    }),
    repositories: repositoriesAt(holder),
  };
};
