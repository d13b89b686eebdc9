import type { Config } from "../config/config.ts";
import { importPlatform } from "../config/platform-parameters.ts";
import { parseStrictJson } from "../estate/strict-json.ts";
import type { Access } from "../index.ts";
import { readAccess } from "./actors.ts";
import { wallClock } from "./clock.ts";

const homeOf = async ({ regions }: Config): Promise<string> => {
  const { defaultRegion } = await import("../index.ts");
  // The bucket says itself in which region it lies.
  return regions.find((region) => /^[a-z]+(-[a-z]+)+-\d$/.test(region)) ?? (await defaultRegion()) ?? "us-east-1";
};

/** Where one account alone is looked at, the platform is in it: by its door. Otherwise as whoever looks. */
const accessOf = (config: Config, region: string): Access => {
  const [only, ...others] = config.accounts;
  if (only?.roleArn === undefined || others.length > 0) return readAccess(config, region);
  const { roleArn, sessionName, externalId } = only;
  return { role: { arn: roleArn, sessionName, ...(externalId !== undefined && { externalId }) }, region };
};

/** The configuration with what the platform's parameters say, fetched if they lie in S3. */
export const withPlatform = async (config: Config): Promise<Config> => {
  const { platformAt } = config;
  if (platformAt === null) return config;
  const { awsClients, readObject } = await import("../index.ts");
  const region = await homeOf(config);
  const clients = awsClients(accessOf(config, region));
  try {
    const text = await readObject(platformAt, { clients, clock: wallClock, region });
    const document = parseStrictJson(text, { file: platformAt, todo: "Name the file notebook-params.json as the platform wrote it." });
    return { ...config, platform: importPlatform(document, platformAt) };
  } finally {
    clients.close();
  }
};
