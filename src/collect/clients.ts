import type { Operation, Service } from "../kinds/operation.ts";
import type { Send } from "../kinds/send.ts";
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
 * Retries are the pacer's, which loses nothing; the SDK's own give up silently. Everything else (credentials, profiles, endpoints)
 * is what the SDK finds in the surroundings, as with any tool for AWS.
 */
const settings = (region: string) => ({
  region,
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

type CommandClass<Command> = new (input: Record<string, unknown>) => Command;

/** The boundary to the SDK: its commands are found by name, which the type `Operation` has vouched for. */
const isCommand = <Command>(found: unknown): found is CommandClass<Command> => typeof found === "function";

const commandOf = <Command>(sdk: object, name: string): CommandClass<Command> => {
  const found: unknown = Reflect.get(sdk, `${name}Command`);
  if (!isCommand<Command>(found)) throw new Error(`The AWS SDK has no ${name}.`);
  return found;
};

const load: Record<Service, (region: string) => Promise<Sender>> = {
  sagemaker: async (region) => {
    const sdk = await import("@aws-sdk/client-sagemaker");
    const client = new sdk.SageMakerClient(settings(region));
    return {
      send: (name, input) => client.send(new (commandOf<Parameters<typeof client.send>[0]>(sdk, name))(input)),
      close: () => client.destroy(),
    };
  },
  emr: async (region) => {
    const sdk = await import("@aws-sdk/client-emr");
    const client = new sdk.EMRClient(settings(region));
    return {
      send: (name, input) => client.send(new (commandOf<Parameters<typeof client.send>[0]>(sdk, name))(input)),
      close: () => client.destroy(),
    };
  },
  tagging: async (region) => {
    const sdk = await import("@aws-sdk/client-resource-groups-tagging-api");
    const client = new sdk.ResourceGroupsTaggingAPIClient(settings(region));
    return {
      send: (name, input) => client.send(new (commandOf<Parameters<typeof client.send>[0]>(sdk, name))(input)),
      close: () => client.destroy(),
    };
  },
};

const identify = async (region: string): Promise<Caller> => {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient(settings(region));
  try {
    const { Account: account = "", Arn: arn = "" } = await client.send(new GetCallerIdentityCommand({}));
    return { account, arn };
  } finally {
    client.destroy();
  }
};

export const awsClients = (): Clients => {
  const senders = new Map<string, Promise<Sender>>();
  const senderOf = (operation: Operation, region: string): Promise<Sender> => {
    const key = `${operation.service} ${region}`;
    const sender = senders.get(key) ?? load[operation.service](region);
    senders.set(key, sender);
    return sender;
  };
  return {
    send: async (operation, input, region) => {
      const sender = await senderOf(operation, region);
      const answer = await sender.send(operation.name, input);
      return toJsonObject(answer);
    },
    caller: identify,
    // Calls that are under way end with the client that they began with.
    renew: () => senders.clear(),
    close: () => {
      for (const sender of senders.values()) sender.then(({ close }) => close()).catch(() => undefined);
      senders.clear();
    },
  };
};
