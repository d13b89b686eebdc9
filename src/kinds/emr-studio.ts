import { bucketBy, keyBy, roleBy } from "./around.ts";
import { optionalText, tags, text, texts } from "./field.ts";

import { emrPaging, type Kind } from "./kind.ts";
import { emr } from "./operation.ts";
import { emrTagVerbs } from "./tag-verbs.ts";

const kind: Kind = {
  name: "emr-studio",
  title: "EMR studio",
  plural: "EMR studios",
  service: "emr",
  identity: { name: "Name", arn: "StudioArn", template: "studio/{studioId}", createdAt: "CreationTime", key: ["studioId"] },
  fields: {
    name: text({ api: "Name", terraform: "name", cloudformation: "Name", change: "in-place", samples: ["churn-studio", "grid-studio"] }),
    studioId: text({
      api: "StudioId",
      terraform: "id",
      cloudformation: "StudioId",
      change: "read-only",
      samples: ["es-A1B2C3D4E5F6G7H8", "es-B2C3D4E5F6G7H8J9"],
    }),
    authMode: text({ api: "AuthMode", terraform: "auth_mode", cloudformation: "AuthMode", change: "recreate", values: ["SSO", "IAM"] }),
    vpcId: text({ api: "VpcId", terraform: "vpc_id", cloudformation: "VpcId", change: "recreate", samples: ["vpc-0a1b2c3d"] }),
    subnetIds: texts({
      api: "SubnetIds",
      terraform: "subnet_ids",
      cloudformation: "SubnetIds",
      change: "in-place",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    serviceRole: text({
      api: "ServiceRole",
      terraform: "service_role",
      cloudformation: "ServiceRole",
      change: "recreate",
      samples: ["arn:aws:iam::123456789012:role/emr-studio"],
    }),
    // For single sign-on only.
    userRole: optionalText({
      api: "UserRole",
      terraform: "user_role",
      cloudformation: "UserRole",
      change: "recreate",
      samples: ["arn:aws:iam::123456789012:role/emr-studio-users"],
    }),
    workspaceSecurityGroupId: text({
      api: "WorkspaceSecurityGroupId",
      terraform: "workspace_security_group_id",
      cloudformation: "WorkspaceSecurityGroupId",
      change: "recreate",
      samples: ["sg-0d4"],
    }),
    engineSecurityGroupId: text({
      api: "EngineSecurityGroupId",
      terraform: "engine_security_group_id",
      cloudformation: "EngineSecurityGroupId",
      change: "recreate",
      samples: ["sg-0e5"],
    }),
    defaultUri: text({
      api: "DefaultS3Location",
      terraform: "default_s3_location",
      cloudformation: "DefaultS3Location",
      change: "in-place",
      samples: ["s3://acme-ml-data/emr-studio", "s3://somewhere-else/studio"],
    }),
    kmsKeyId: optionalText({
      api: "EncryptionKeyArn",
      terraform: "encryption_key_arn",
      cloudformation: "EncryptionKeyArn",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    tags,
  },
  list: { operation: emr("ListStudios"), items: "Studios", ...emrPaging, gives: ["StudioId", "Name", "VpcId", "AuthMode", "CreationTime"] },
  describe: [{ operation: emr("DescribeStudio"), input: { StudioId: "StudioId" }, root: "Studio" }],
  tags: { from: "description", member: "Tags" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {
    delete: {
      operation: emr("DeleteStudio"),
      input: { StudioId: "studioId" },
      type: "irreversible",
      from: [],
      done: [],
      to: null,
      loses: "the studio; its workspaces must be gone before",
      keepsBilling: "notebooks in S3; clusters that were made from it",
    },
    ...emrTagVerbs("studioId"),
  },
  relations: {
    role: roleBy("serviceRole"),
    defaultBucket: bucketBy("defaultUri"),
    kmsKey: keyBy("kmsKeyId"),
    subnets: { to: "subnet", many: true, on: { subnetIds: "subnetId" } },
    workspaceGroup: { to: "security-group", many: false, on: { workspaceSecurityGroupId: "groupId" } },
    engineGroup: { to: "security-group", many: false, on: { engineSecurityGroupId: "groupId" } },
  },
  history: null,
  unchanging: null,
  terraform: { type: "aws_emr_studio" },
  cloudformation: { type: "AWS::EMR::Studio" },
};

export default kind;
