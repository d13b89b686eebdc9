import type * as Ec2 from "@aws-sdk/client-ec2";
import type * as Ecr from "@aws-sdk/client-ecr";
import type * as Efs from "@aws-sdk/client-efs";
import type * as Emr from "@aws-sdk/client-emr";
import type * as EmrServerless from "@aws-sdk/client-emr-serverless";
import type * as Iam from "@aws-sdk/client-iam";
import type * as Kms from "@aws-sdk/client-kms";
import type * as Organizations from "@aws-sdk/client-organizations";
import type * as Pricing from "@aws-sdk/client-pricing";
import type * as Tagging from "@aws-sdk/client-resource-groups-tagging-api";
import type * as S3 from "@aws-sdk/client-s3";
import type * as SageMaker from "@aws-sdk/client-sagemaker";
import { actionNames } from "./action-names.ts";
import type * as Ssm from "@aws-sdk/client-ssm";
import type * as Sts from "@aws-sdk/client-sts";

/** The names of the operations that a client package has, read off its command classes; the SDK itself is never loaded here. */
type OperationsOf<Package> = keyof Package extends infer Export
  ? Export extends `${infer Name}Command`
    ? Name extends "" | "$"
      ? never
      : Name
    : never
  : never;

export type Operation =
  | { service: "sagemaker"; name: OperationsOf<typeof SageMaker> }
  | { service: "emr"; name: OperationsOf<typeof Emr> }
  | { service: "emr-serverless"; name: OperationsOf<typeof EmrServerless> }
  | { service: "iam"; name: OperationsOf<typeof Iam> }
  | { service: "ec2"; name: OperationsOf<typeof Ec2> }
  | { service: "s3"; name: OperationsOf<typeof S3> }
  | { service: "efs"; name: OperationsOf<typeof Efs> }
  | { service: "ecr"; name: OperationsOf<typeof Ecr> }
  | { service: "kms"; name: OperationsOf<typeof Kms> }
  | { service: "organizations"; name: OperationsOf<typeof Organizations> }
  | { service: "pricing"; name: OperationsOf<typeof Pricing> }
  | { service: "sts"; name: OperationsOf<typeof Sts> }
  | { service: "ssm"; name: OperationsOf<typeof Ssm> }
  | { service: "tagging"; name: OperationsOf<typeof Tagging> };

export type Service = Operation["service"];

export const sagemaker = (name: OperationsOf<typeof SageMaker>): Operation => ({ service: "sagemaker", name });
export const emr = (name: OperationsOf<typeof Emr>): Operation => ({ service: "emr", name });
export const emrServerless = (name: OperationsOf<typeof EmrServerless>): Operation => ({ service: "emr-serverless", name });
export const iam = (name: OperationsOf<typeof Iam>): Operation => ({ service: "iam", name });
export const ec2 = (name: OperationsOf<typeof Ec2>): Operation => ({ service: "ec2", name });
export const s3 = (name: OperationsOf<typeof S3>): Operation => ({ service: "s3", name });
export const efs = (name: OperationsOf<typeof Efs>): Operation => ({ service: "efs", name });
export const ecr = (name: OperationsOf<typeof Ecr>): Operation => ({ service: "ecr", name });
export const kms = (name: OperationsOf<typeof Kms>): Operation => ({ service: "kms", name });
export const organizations = (name: OperationsOf<typeof Organizations>): Operation => ({ service: "organizations", name });
export const pricing = (name: OperationsOf<typeof Pricing>): Operation => ({ service: "pricing", name });
export const sts = (name: OperationsOf<typeof Sts>): Operation => ({ service: "sts", name });
export const tagging = (name: OperationsOf<typeof Tagging>): Operation => ({ service: "tagging", name });

/** What SageMaker's Search can be asked for. */
export type SearchResource = SageMaker.ResourceType;

/** The service's name in ARNs and in the actions of IAM policies, which is not always the client's. */
export const servicePrefix: Record<Service, string> = {
  sagemaker: "sagemaker",
  emr: "elasticmapreduce",
  "emr-serverless": "emr-serverless",
  iam: "iam",
  ec2: "ec2",
  s3: "s3",
  efs: "elasticfilesystem",
  ecr: "ecr",
  kms: "kms",
  organizations: "organizations",
  pricing: "pricing",
  sts: "sts",
  ssm: "ssm",
  tagging: "tag",
};
/** The permission that an operation needs. */
export const iamAction = ({ service, name }: Operation): string => actionNames[`${service}:${name}`] ?? `${servicePrefix[service]}:${name}`;
