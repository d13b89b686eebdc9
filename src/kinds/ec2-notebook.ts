import { keyBy, roleNamedBy } from "./around.ts";
import { ec2Volumes } from "./ec2-volumes.ts";
import { isObject } from "../estate/json.ts";
import { flag, optionalCount, optionalText, optionalTime, tags, text, texts, time } from "./field.ts";
import { opensJupyter } from "./jupyter-open.ts";
import { ec2Paging, type Kind } from "./kind.ts";
import { notebookEvidence } from "./notebook-evidence.ts";
import { opensNotebookPort } from "./notebook-port.ts";
import { ec2 } from "./operation.ts";
import { script, scriptSays } from "./script.ts";
import { userData } from "./user-data.ts";

const kind: Kind = {
  name: "ec2-notebook",
  title: "Notebook on EC2",
  plural: "Notebooks on EC2",
  service: "ec2",
  identity: {
    name: "InstanceId",
    arn: null,
    template: "instance/{instanceId}",
    owner: "OwnerId",
    // EC2 keeps the last launch only; the first network interface is attached once.
    createdAt: "NetworkInterfaces[0].Attachment.AttachTime",
    key: ["instanceId"],
  },
  fields: {
    instanceId: text({
      api: "InstanceId",
      terraform: "id",
      cloudformation: "InstanceId",
      change: "read-only",
      samples: ["i-0a1", "i-0b2"],
    }),
    state: text({
      api: "State.Name",
      change: "read-only",
      runtime: true,
      values: ["pending", "running", "shutting-down", "terminated", "stopping", "stopped"],
    }),
    // A start is a launch.
    launchedAt: time({ api: "LaunchTime", change: "read-only", runtime: true }),
    instanceType: text({
      api: "InstanceType",
      terraform: "instance_type",
      cloudformation: "InstanceType",
      change: "stop-first",
      samples: ["g5.xlarge", "t3.large"],
    }),
    // Null: bought on demand.
    lifecycle: optionalText({ api: "InstanceLifecycle", change: "read-only", runtime: true, samples: ["spot"] }),
    // What its hours cost hangs on both.
    platform: optionalText({
      api: "PlatformDetails",
      change: "read-only",
      runtime: true,
      samples: ["Linux/UNIX", "Red Hat Enterprise Linux"],
    }),
    tenancy: optionalText({ api: "Placement.Tenancy", change: "read-only", runtime: true, values: ["default", "dedicated", "host"] }),
    rootDeviceType: optionalText({ api: "RootDeviceType", change: "read-only", runtime: true, samples: ["ebs"] }),
    imdsTokens: optionalText({
      api: "MetadataOptions.HttpTokens",
      terraform: "metadata_options[0].http_tokens",
      cloudformation: "MetadataOptions.HttpTokens",
      change: "in-place",
      values: ["optional", "required"],
    }),
    imdsEndpoint: optionalText({
      api: "MetadataOptions.HttpEndpoint",
      terraform: "metadata_options[0].http_endpoint",
      cloudformation: "MetadataOptions.HttpEndpoint",
      change: "in-place",
      values: ["enabled", "disabled"],
    }),
    imdsHopLimit: optionalCount({
      api: "MetadataOptions.HttpPutResponseHopLimit",
      terraform: "metadata_options[0].http_put_response_hop_limit",
      cloudformation: "MetadataOptions.HttpPutResponseHopLimit",
      change: "in-place",
      minimum: 1,
      maximum: 64,
      samples: [1, 2],
    }),
    // The address it has, as against the one it asks for below.
    publicIp: optionalText({ api: "PublicIpAddress", change: "read-only", runtime: true, samples: ["198.51.100.7"] }),
    publicDnsName: optionalText({
      api: "PublicDnsName",
      change: "read-only",
      runtime: true,
      samples: ["ec2-198-51-100-7.eu-central-1.compute.amazonaws.com"],
    }),
    // Where nobody says so in infrastructure code, the subnet decides.
    hasPublicIp: flag({
      api: {
        path: "",
        as: (instance) => isObject(instance) && typeof instance["PublicIpAddress"] === "string",
        reads: ["PublicIpAddress"],
      },
      terraform: "associate_public_ip_address",
      cloudformation: "NetworkInterfaces[0].AssociatePublicIpAddress",
      change: "recreate",
    }),
    privateIp: optionalText({
      api: "PrivateIpAddress",
      terraform: "private_ip",
      cloudformation: "PrivateIpAddress",
      change: "recreate",
      samples: ["10.0.1.20"],
    }),
    subnetId: optionalText({
      api: "SubnetId",
      terraform: "subnet_id",
      cloudformation: "SubnetId",
      change: "recreate",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    vpcId: optionalText({ api: "VpcId", change: "recreate", samples: ["vpc-0aa"] }),
    securityGroupIds: texts({
      api: "SecurityGroups[*].GroupId",
      terraform: "vpc_security_group_ids",
      cloudformation: "SecurityGroupIds",
      change: "in-place",
      samples: ["sg-0c3", "sg-0d4"],
    }),
    opensNotebookPort: flag({ api: opensNotebookPort, change: "in-place", default: false }),
    keyName: optionalText({ api: "KeyName", terraform: "key_name", cloudformation: "KeyName", change: "recreate", samples: ["ada-key"] }),
    // By ARN here, by name in infrastructure code.
    instanceProfileArn: optionalText({
      api: "IamInstanceProfile.Arn",
      change: "in-place",
      samples: ["arn:aws:iam::111122223333:instance-profile/notebooks"],
    }),
    instanceProfileName: optionalText({
      api: { path: "IamInstanceProfile.Arn", as: (arn) => (typeof arn === "string" ? (arn.split("/").at(-1) ?? null) : undefined) },
      terraform: "iam_instance_profile",
      cloudformation: "IamInstanceProfile",
      change: "in-place",
      samples: ["notebooks"],
    }),
    volumes: ec2Volumes,
    // Read by whoever may describe the instance, and by all who work on it. Null: none.
    userData: optionalText({
      api: script("UserData.Value"),
      terraform: userData((said) => said),
      cloudformation: script("UserData"),
      change: "stop-first",
      secret: true,
      samples: ["#!/bin/bash\nsudo -u ubuntu jupyter lab --no-browser --ip=127.0.0.1\n"],
    }),
    // Whether the user data starts Jupyter without a token or a password.
    opensJupyterToAll: flag({
      api: scriptSays("UserData.Value", opensJupyter),
      terraform: userData(opensJupyter),
      cloudformation: scriptSays("UserData", opensJupyter),
      change: "stop-first",
      default: false,
    }),
    imageId: text({ api: "ImageId", terraform: "ami", cloudformation: "ImageId", change: "recreate", samples: ["ami-0f6"] }),
    // Null here and below: the image is gone, or was shared and is no longer.
    imageName: optionalText({
      api: "Images[0].Name",
      change: "recreate",
      runtime: true,
      samples: ["Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.7 (Ubuntu 22.04) 20261001"],
    }),
    imageOwner: optionalText({
      api: ["Images[0].ImageOwnerAlias", "Images[0].OwnerId"],
      change: "recreate",
      runtime: true,
      samples: ["amazon", "111122223333"],
    }),
    imageCreatedAt: optionalTime({ api: "Images[0].CreationDate", change: "recreate", runtime: true }),
    imageDeprecatedAt: optionalTime({ api: "Images[0].DeprecationTime", change: "recreate", runtime: true }),
    tags,
  },
  list: {
    operation: ec2("DescribeInstances"),
    items: "Reservations[*].Instances",
    // What was terminated stays listed for an hour.
    input: { Filters: [{ Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] }] },
    alone: { member: "InstanceIds", field: "instanceId" },
    ...ec2Paging(1000),
    gives: [
      "InstanceId",
      "State",
      "LaunchTime",
      "InstanceType",
      "InstanceLifecycle",
      "PlatformDetails",
      "Placement",
      "RootDeviceType",
      "MetadataOptions",
      "PublicIpAddress",
      "PublicDnsName",
      "PrivateIpAddress",
      "SubnetId",
      "VpcId",
      "SecurityGroups",
      "KeyName",
      "IamInstanceProfile",
      "ImageId",
      "NetworkInterfaces",
      "Tags",
    ],
  },
  recognition: {
    of: notebookEvidence,
    lookups: [
      { operation: ec2("DescribeImages"), ids: "ImageId", filter: "image-id", items: "Images", key: "ImageId" },
      {
        operation: ec2("DescribeSecurityGroups"),
        ids: "SecurityGroups[*].GroupId",
        filter: "group-id",
        items: "SecurityGroups",
        key: "GroupId",
      },
    ],
    decides: ["UserData"],
  },
  describe: [
    {
      operation: ec2("DescribeInstanceAttribute"),
      input: { InstanceId: "InstanceId", Attribute: { value: "userData" } },
      gives: ["UserData"],
    },
    {
      operation: ec2("DescribeVolumes"),
      input: { Filters: { filter: "attachment.instance-id", path: "InstanceId" } },
      gives: ["Volumes"],
    },
  ],
  tags: { from: "description", member: "Tags" },
  search: null,
  taggingType: null,
  states: {
    field: "state",
    running: ["pending", "running"],
    billing: ["pending", "running", "stopping"],
    stoppable: ["running"],
    terminal: ["terminated"],
  },
  verbs: {
    stop: {
      operation: ec2("StopInstances"),
      input: { InstanceIds: { listOf: "instanceId" } },
      type: "reversible",
      from: ["running"],
      done: ["stopping", "stopped"],
      to: "stopped",
      // Without a volume to keep its root it cannot be stopped, only ended.
      unless: { rootDeviceType: "instance-store" },
      loses: "running kernels, memory, everything on instance store volumes, and a public address that is not elastic",
      keepsBilling: "the EBS volumes and elastic addresses",
      undo: "start",
    },
    start: {
      operation: ec2("StartInstances"),
      input: { InstanceIds: { listOf: "instanceId" } },
      type: "reversible",
      from: ["stopped"],
      done: ["pending", "running"],
      to: "running",
      loses: "nothing",
      keepsBilling: "the instance and its EBS volumes",
      undo: "stop",
    },
  },
  relations: {
    subnet: { to: "subnet", many: false, on: { subnetId: "subnetId" } },
    groups: { to: "security-group", many: true, on: { securityGroupIds: "groupId" } },
    // Whose it is that the profile hands to the instance.
    role: roleNamedBy("instanceProfileArn"),
    "volumes[*].kmsKey": keyBy("kmsKeyId"),
    cluster: { to: "emr-cluster", many: false, on: { "facts.emrClusterId": "clusterId" } },
  },
  history: null,
  unchanging: null,
  terraform: { type: "aws_instance", template: "launch_template" },
  cloudformation: { type: "AWS::EC2::Instance" },
};

export default kind;
