import type * as Emr from "@aws-sdk/client-emr";
import type * as Tagging from "@aws-sdk/client-resource-groups-tagging-api";
import type * as SageMaker from "@aws-sdk/client-sagemaker";

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
  | { service: "tagging"; name: OperationsOf<typeof Tagging> };

export type Service = Operation["service"];

export const sagemaker = (name: OperationsOf<typeof SageMaker>): Operation => ({ service: "sagemaker", name });
export const emr = (name: OperationsOf<typeof Emr>): Operation => ({ service: "emr", name });
export const tagging = (name: OperationsOf<typeof Tagging>): Operation => ({ service: "tagging", name });

/** What SageMaker's Search can be asked for. */
export type SearchResource = SageMaker.ResourceType;

/** The prefix of the service's actions in IAM policies, which is not always the client's name. */
const iamPrefix: Record<Service, string> = { sagemaker: "sagemaker", emr: "elasticmapreduce", tagging: "tag" };
export const iamAction = ({ service, name }: Operation): string => `${iamPrefix[service]}:${name}`;
