import { bucketBy, keyBy, roleNamedBy } from "./around.ts";
import { instanceDescribes, instanceFields } from "./cluster-instances.ts";
import type { Json } from "../estate/json.ts";
import { flag, optionalCount, optionalText, optionalTime, type Spelling, tags, text, texts } from "./field.ts";
import { emrPaging, type Kind, type Verb } from "./kind.ts";
import { emr } from "./operation.ts";
import { nodeFields } from "./cluster-nodes.ts";
import { primaryNodeList, primaryNodes } from "./primary-nodes.ts";
import { emrTagVerbs } from "./tag-verbs.ts";
import { withKeys } from "./with-keys.ts";

/** Terraform keeps additional groups as one text with commas. */
const commaSeparated = (path: string): Spelling => ({
  path,
  as: (value: Json) => (typeof value === "string" ? value.split(",").flatMap((part) => part.trim() || []) : undefined),
});

// Left out on purpose: Kerberos attributes, which hold passwords.
/** What changes nothing of a living cluster but a setting. */
const lives = { type: "reversible", from: ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"], done: [] } as const;

const protection = (value: boolean, undo: string): Verb => ({
  ...lives,
  operation: emr("SetTerminationProtection"),
  input: { JobFlowIds: { listOf: "clusterId" }, TerminationProtected: { value } },
  sets: { terminationProtected: value },
  loses: value ? "nothing; nobody can terminate it until that is taken back" : "its protection: whoever may terminate it now can",
  keepsBilling: "the cluster",
  undo,
});

const ids = ["j-1ABCDEFGHIJK2", "j-2BCDEFGHIJKL3"];
const kind: Kind = {
  name: "emr-cluster",
  title: "EMR cluster",
  plural: "EMR clusters",
  service: "emr",
  identity: {
    name: "Name",
    arn: "ClusterArn",
    template: "cluster/{clusterId}",
    createdAt: "Status.Timeline.CreationDateTime",
    key: ["clusterId"],
  },
  fields: {
    name: text({ api: "Name", terraform: "name", cloudformation: "Name", change: "recreate", samples: ["churn-spark", "grid-etl"] }),
    clusterId: text({ api: "Id", terraform: "id", cloudformation: "Id", change: "read-only", samples: ids }),
    state: text({
      api: "Status.State",
      change: "read-only",
      runtime: true,
      values: ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING", "TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS"],
    }),
    stateReason: optionalText({ api: "Status.StateChangeReason.Code", change: "read-only", runtime: true }),
    endedAt: optionalTime({ api: "Status.Timeline.EndDateTime", change: "read-only", runtime: true }),
    // Null until the primary node is up.
    masterPublicDnsName: optionalText({
      api: "MasterPublicDnsName",
      change: "read-only",
      runtime: true,
      samples: ["ip-10-0-1-17.ec2.internal", "ec2-198-51-100-7.eu-central-1.compute.amazonaws.com"],
    }),
    instanceCollection: optionalText({
      api: "InstanceCollectionType",
      change: "recreate",
      runtime: true,
      values: ["INSTANCE_GROUP", "INSTANCE_FLEET"],
    }),
    ...nodeFields,
    // By these addresses, Livy and Spark are reached.
    primaryNodes: primaryNodeList,
    ...instanceFields,
    releaseLabel: optionalText({
      api: "ReleaseLabel",
      terraform: "release_label",
      cloudformation: "ReleaseLabel",
      change: "recreate",
      samples: ["emr-7.9.0", "emr-5.36.2"],
    }),
    securityConfiguration: optionalText({
      api: "SecurityConfiguration",
      terraform: "security_configuration",
      cloudformation: "SecurityConfiguration",
      change: "recreate",
      samples: ["acme-imdsv2"],
    }),
    // Null: the cluster waits for ever.
    autoTerminationIdleSeconds: optionalCount({
      api: "AutoTerminationPolicy.IdleTimeout",
      terraform: "auto_termination_policy[0].idle_timeout",
      cloudformation: "AutoTerminationPolicy.IdleTimeout",
      change: "in-place",
      minimum: 60,
      maximum: 604800,
      samples: [3600, 14400],
    }),
    terminationProtected: flag({
      api: "TerminationProtected",
      terraform: "termination_protection",
      cloudformation: "Instances.TerminationProtected",
      change: "in-place",
      default: false,
    }),
    // Told by the API only: what applies where nobody says is not the same in Terraform and CloudFormation.
    autoTerminate: flag({ api: "AutoTerminate", change: "recreate", default: false }),
    subnetId: optionalText({
      api: ["Ec2InstanceAttributes.Ec2SubnetId", "Ec2InstanceAttributes.RequestedEc2SubnetIds[0]"],
      terraform: ["ec2_attributes[0].subnet_id", "ec2_attributes[0].subnet_ids[0]"],
      cloudformation: ["Instances.Ec2SubnetId", "Instances.Ec2SubnetIds[0]"],
      change: "recreate",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    keyName: optionalText({
      api: "Ec2InstanceAttributes.Ec2KeyName",
      terraform: "ec2_attributes[0].key_name",
      cloudformation: "Instances.Ec2KeyName",
      change: "recreate",
      samples: ["ops-key"],
    }),
    instanceProfile: optionalText({
      api: "Ec2InstanceAttributes.IamInstanceProfile",
      terraform: "ec2_attributes[0].instance_profile",
      cloudformation: "JobFlowRole",
      change: "recreate",
      samples: ["EMR_EC2_DefaultRole"],
    }),
    serviceRole: optionalText({
      api: "ServiceRole",
      terraform: "service_role",
      cloudformation: "ServiceRole",
      change: "recreate",
      samples: ["EMR_DefaultRole"],
    }),
    autoScalingRole: optionalText({
      api: "AutoScalingRole",
      terraform: "autoscaling_role",
      cloudformation: "AutoScalingRole",
      change: "recreate",
      samples: ["EMR_AutoScaling_DefaultRole"],
    }),
    masterSecurityGroupId: optionalText({
      api: "Ec2InstanceAttributes.EmrManagedMasterSecurityGroup",
      terraform: "ec2_attributes[0].emr_managed_master_security_group",
      cloudformation: "Instances.EmrManagedMasterSecurityGroup",
      change: "recreate",
      samples: ["sg-0d4"],
    }),
    coreSecurityGroupId: optionalText({
      api: "Ec2InstanceAttributes.EmrManagedSlaveSecurityGroup",
      terraform: "ec2_attributes[0].emr_managed_slave_security_group",
      cloudformation: "Instances.EmrManagedSlaveSecurityGroup",
      change: "recreate",
      samples: ["sg-0e5"],
    }),
    serviceAccessSecurityGroupId: optionalText({
      api: "Ec2InstanceAttributes.ServiceAccessSecurityGroup",
      terraform: "ec2_attributes[0].service_access_security_group",
      cloudformation: "Instances.ServiceAccessSecurityGroup",
      change: "recreate",
    }),
    additionalMasterSecurityGroupIds: texts({
      api: "Ec2InstanceAttributes.AdditionalMasterSecurityGroups",
      terraform: commaSeparated("ec2_attributes[0].additional_master_security_groups"),
      cloudformation: "Instances.AdditionalMasterSecurityGroups",
      change: "recreate",
    }),
    additionalCoreSecurityGroupIds: texts({
      api: "Ec2InstanceAttributes.AdditionalSlaveSecurityGroups",
      terraform: commaSeparated("ec2_attributes[0].additional_slave_security_groups"),
      cloudformation: "Instances.AdditionalSlaveSecurityGroups",
      change: "recreate",
    }),
    logUri: optionalText({
      api: "LogUri",
      terraform: "log_uri",
      cloudformation: "LogUri",
      change: "recreate",
      samples: ["s3://acme-ml-logs/emr/"],
    }),
    logKmsKeyId: optionalText({
      api: "LogEncryptionKmsKeyId",
      terraform: "log_encryption_kms_key_id",
      cloudformation: "LogEncryptionKmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    customAmiId: optionalText({
      api: "CustomAmiId",
      terraform: "custom_ami_id",
      cloudformation: "CustomAmiId",
      change: "recreate",
      samples: ["ami-0f6"],
    }),
    tags,
  },
  // Ended clusters too: a notebook may still point to one. EMR forgets them after two months.
  list: {
    operation: emr("ListClusters"),
    items: "Clusters",
    ...emrPaging,
    gives: ["Id", "Name", "ClusterArn", "Status"],
  },
  describe: [
    { operation: emr("DescribeCluster"), input: { ClusterId: "Id" }, root: "Cluster" },
    { operation: emr("GetAutoTerminationPolicy"), input: { ClusterId: "Id" }, optional: true, gives: ["AutoTerminationPolicy"] },
    primaryNodes("INSTANCE_GROUP", { InstanceGroupTypes: { value: ["MASTER"] } }),
    primaryNodes("INSTANCE_FLEET", { InstanceFleetType: { value: "MASTER" } }),
    ...instanceDescribes,
  ],
  tags: { from: "description", member: "Tags" },
  search: null,
  taggingType: null,
  states: {
    field: "state",
    running: ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"],
    billing: ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING", "TERMINATING"],
    stoppable: ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"],
    terminal: ["TERMINATED", "TERMINATED_WITH_ERRORS"],
  },
  verbs: {
    // On its own, for this cluster alone, and only where a plan says so: it is what stands between the cluster and its end.
    unprotect: protection(false, "protect"),
    protect: protection(true, "unprotect"),
    "set-auto-termination": {
      ...lives,
      operation: emr("PutAutoTerminationPolicy"),
      input: { ClusterId: "clusterId", "AutoTerminationPolicy.IdleTimeout": { given: "autoTerminationIdleSeconds" } },
      loses: "nothing now; once it has been idle for that long, the cluster for good with everything on its disks",
      keepsBilling: "the cluster, until it has been idle for that long",
      undo: "set-auto-termination",
      elseUndo: "remove-auto-termination",
    },
    "remove-auto-termination": {
      ...lives,
      operation: emr("RemoveAutoTerminationPolicy"),
      input: { ClusterId: "clusterId" },
      sets: { autoTerminationIdleSeconds: null },
      loses: "nothing; the cluster no longer ends when nobody uses it",
      keepsBilling: "the cluster, until somebody terminates it",
      undo: "set-auto-termination",
    },
    stop: {
      operation: emr("TerminateJobFlows"),
      input: { JobFlowIds: { listOf: "clusterId" } },
      type: "irreversible",
      // One cluster a call: of a batch with a protected one AWS terminates none.
      unless: { terminationProtected: true },
      from: ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"],
      done: ["TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS"],
      to: "TERMINATED",
      loses: "the cluster for good: running steps and everything in HDFS and on the nodes' disks",
      keepsBilling: "data and logs in S3",
    },
    ...emrTagVerbs("clusterId"),
  },
  relations: {
    role: roleNamedBy("serviceRole"),
    instanceRole: roleNamedBy("instanceProfile"),
    scalingRole: roleNamedBy("autoScalingRole"),
    logBucket: bucketBy("logUri"),
    logKey: keyBy("logKmsKeyId"),
    subnet: { to: "subnet", many: false, on: { subnetId: "subnetId" } },
    masterGroup: { to: "security-group", many: false, on: { masterSecurityGroupId: "groupId" } },
    coreGroup: { to: "security-group", many: false, on: { coreSecurityGroupId: "groupId" } },
    serviceAccessGroup: { to: "security-group", many: false, on: { serviceAccessSecurityGroupId: "groupId" } },
    additionalMasterGroups: { to: "security-group", many: true, on: { additionalMasterSecurityGroupIds: "groupId" } },
    additionalCoreGroups: { to: "security-group", many: true, on: { additionalCoreSecurityGroupIds: "groupId" } },
    security: { to: "emr-security-configuration", many: false, on: { securityConfiguration: "name" } },
  },
  history: {
    after: "CreatedAfter",
    always: [
      {
        member: "ClusterStates",
        field: "state",
        values: ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING", "TERMINATING"],
        together: true,
      },
    ],
  },
  unchanging: "when-terminal",
  terraform: { type: "aws_emr_cluster" },
  cloudformation: { type: "AWS::EMR::Cluster" },
};

export default withKeys(kind);
