import { type ElementList, elements, flag, optionalCount, optionalText, text } from "./field.ts";

/** The volumes of an instance. A template writes some of them; the rest come with the image. */
export const ec2Volumes: ElementList = elements({
  key: "volumeId",
  api: ["Volumes"],
  terraform: ["root_block_device", "ebs_block_device"],
  cloudformation: ["BlockDeviceMappings"],
  fields: {
    volumeId: text({ api: "VolumeId", terraform: "volume_id", change: "read-only", samples: ["vol-0a1", "vol-0b2"] }),
    device: optionalText({
      api: "Attachments[0].Device",
      terraform: "device_name",
      cloudformation: "DeviceName",
      change: "recreate",
      samples: ["/dev/xvda"],
    }),
    // Where nobody says so in infrastructure code, the account's setting decides.
    encrypted: flag({ api: "Encrypted", terraform: "encrypted", cloudformation: "Ebs.Encrypted", change: "recreate" }),
    kmsKeyId: optionalText({
      api: "KmsKeyId",
      terraform: "kms_key_id",
      cloudformation: "Ebs.KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    sizeGb: optionalCount({
      api: "Size",
      terraform: "volume_size",
      cloudformation: "Ebs.VolumeSize",
      change: "in-place",
      samples: [100],
    }),
    type: optionalText({
      api: "VolumeType",
      terraform: "volume_type",
      cloudformation: "Ebs.VolumeType",
      change: "in-place",
      samples: ["gp3"],
    }),
  },
});
