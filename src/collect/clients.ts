import type { Operation, Service } from "../kinds/operation.ts";
import type { Send } from "../kinds/send.ts";
import { assuming, type Credentials, type Role } from "./assume.ts";
import { profileEndpoint } from "./profile-endpoint.ts";
import { profileRoles } from "./profile-roles.ts";
import { toJsonObject } from "./to-json.ts";

export type Caller = { account: string; arn: string };
/** A way to AWS under one identity. Nothing is loaded or connected before the first call. */
export type Clients = {
  send: Send;
  caller: (region: string) => Promise<Caller>;
  /** From now on, credentials are looked up anew. */
  renew: () => void;
  close: () => void;
};

type Sender = { send: (name: string, input: Record<string, unknown>) => Promise<unknown>; close: () => void };

/** Of each client. The collector keeps fewer calls under way, so that none waits here with its time running. */
const maxSockets = 50;

/**
 * Whose credentials: those of a profile, or else those that the SDK finds; with a role, those that it gives to them. `region`: where
 * the role is asked for.
 */
export type Access = { profile?: string; role?: Role; region?: string };
type Opened = { profile?: string | undefined; credentials?: Credentials | undefined };

/**
 * Retries are the pacer's, which loses nothing; the SDK's own give up silently. Everything else (credentials, profiles, endpoints)
 * is what the SDK finds in the surroundings, as with any tool for AWS.
 */
const settings = async (serviceId: string, region: string, { profile, credentials }: Opened) => ({
  region,
  ...(profile !== undefined && { profile }),
  ...(await profileEndpoint(profile, serviceId)),
  ...(credentials ? { credentials } : await profileRoles(profile, region)),
  maxAttempts: 1,
  requestHandler: {
    httpAgent: { maxSockets },
    httpsAgent: { maxSockets },
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    socketTimeout: 30_000,
    throwOnRequestTimeout: true,
  },
});

/** The boundary to the SDK: its clients and commands are found by name, which the type `Operation` has vouched for. */
type AnyClient = { send: (command: unknown) => Promise<unknown>; destroy: () => void };
type ClientClass = new (settings: object) => AnyClient;
type CommandClass = new (input: Record<string, unknown>) => unknown;
const isClientClass = (found: unknown): found is ClientClass => typeof found === "function";
const isCommandClass = (found: unknown): found is CommandClass => typeof found === "function";

const exported = <Found>(sdk: object, name: string, is: (found: unknown) => found is Found): Found => {
  const found: unknown = Reflect.get(sdk, name);
  if (!is(found)) throw new Error(`The AWS SDK has no ${name}.`);
  return found;
};

/** Each import is written out, for the bundler to see. `id`: by which variables and configurations call the service. */
const packages: Record<Service, { id: string; client: string; load: () => Promise<object> }> = {
  sagemaker: { id: "SageMaker", client: "SageMakerClient", load: () => import("@aws-sdk/client-sagemaker") },
  emr: { id: "EMR", client: "EMRClient", load: () => import("@aws-sdk/client-emr") },
  "emr-serverless": { id: "EMR Serverless", client: "EMRServerlessClient", load: () => import("@aws-sdk/client-emr-serverless") },
  iam: { id: "IAM", client: "IAMClient", load: () => import("@aws-sdk/client-iam") },
  ec2: { id: "EC2", client: "EC2Client", load: () => import("@aws-sdk/client-ec2") },
  s3: { id: "S3", client: "S3Client", load: () => import("@aws-sdk/client-s3") },
  efs: { id: "EFS", client: "EFSClient", load: () => import("@aws-sdk/client-efs") },
  ecr: { id: "ECR", client: "ECRClient", load: () => import("@aws-sdk/client-ecr") },
  kms: { id: "KMS", client: "KMSClient", load: () => import("@aws-sdk/client-kms") },
  organizations: { id: "Organizations", client: "OrganizationsClient", load: () => import("@aws-sdk/client-organizations") },
  pricing: { id: "Pricing", client: "PricingClient", load: () => import("@aws-sdk/client-pricing") },
  sts: { id: "STS", client: "STSClient", load: () => import("@aws-sdk/client-sts") },
  ssm: { id: "SSM", client: "SSMClient", load: () => import("@aws-sdk/client-ssm") },
  tagging: {
    id: "Resource Groups Tagging API",
    client: "ResourceGroupsTaggingAPIClient",
    load: () => import("@aws-sdk/client-resource-groups-tagging-api"),
  },
};

/** What is fetched as a body comes as a stream, of which only the text is wanted. */
const told = async (answer: unknown): Promise<unknown> => {
  const body: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, "Body") : undefined;
  const read: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "transformToString") : undefined;
  return typeof read === "function" ? { Body: await Reflect.apply(read, body, ["utf-8"]) } : answer;
};

const connect = async (service: Service, region: string, opened: Opened): Promise<Sender> => {
  const { id, client: name, load } = packages[service];
  const sdk = await load();
  const client = new (exported(sdk, name, isClientClass))({
    ...(await settings(id, region, opened)),
    // A bucket may lie in another region than whoever asks for what is in it.
    ...(service === "s3" && { followRegionRedirects: true }),
  });
  return {
    send: async (operation, input) => told(await client.send(new (exported(sdk, `${operation}Command`, isCommandClass))(input))),
    close: () => client.destroy(),
  };
};

const identify = async (region: string, opened: Opened): Promise<Caller> => {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient(await settings(packages.sts.id, region, opened));
  try {
    const { Account: account = "", Arn: arn = "" } = await client.send(new GetCallerIdentityCommand({}));
    return { account, arn };
  } finally {
    client.destroy();
  }
};

export const awsClients = ({ profile, role, region: home }: Access = {}): Clients => {
  const senders = new Map<string, Promise<Sender>>();
  const assumed = role && assuming(role, { profile, region: home });
  const opened: Opened = { profile, credentials: assumed?.credentials };
  const senderOf = (operation: Operation, region: string): Promise<Sender> => {
    const key = `${operation.service} ${region}`;
    const sender = senders.get(key) ?? connect(operation.service, region, opened);
    senders.set(key, sender);
    return sender;
  };
  return {
    send: async (operation, input, region) => {
      const sender = await senderOf(operation, region);
      const answer = await sender.send(operation.name, input);
      return toJsonObject(answer);
    },
    caller: (region) => identify(region, opened),
    // Calls that are under way end with the client that they began with.
    renew: () => {
      assumed?.forget();
      senders.clear();
    },
    close: () => {
      for (const sender of senders.values()) sender.then(({ close }) => close()).catch(() => undefined);
      senders.clear();
    },
  };
};
