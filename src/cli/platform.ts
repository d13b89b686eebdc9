import type { Config } from "../config/config.ts";
import { importPlatform } from "../config/platform-parameters.ts";
import { Problem } from "../estate/problem.ts";
import { parseStrictJson } from "../estate/strict-json.ts";
import type { Access } from "../index.ts";
import { readAccess } from "./access.ts";
import { wallClock } from "./clock.ts";

const isName = (region: string): boolean => /^[a-z]+(-[a-z]+)+-\d$/.test(region);

/** The bucket says itself in which region it lies; whom to ask first, somebody must say: credentials are good in one partition only. */
const homeOf = async ({ regions, accounts }: Config, file: string): Promise<string> => {
  const { defaultRegion } = await import("../index.ts");
  const named = [...regions, ...accounts.flatMap((account) => account.regions)].find(isName) ?? (await defaultRegion());
  if (named !== undefined && named !== "") return named;
  throw new Problem({
    code: "no-region",
    what: "Nobody says in which region to ask for the platform's parameters.",
    where: file,
    todo: "Name a region in `regions:` of the configuration, or set AWS_REGION; or name a copy of the parameters as a file.",
  });
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
  const region = await homeOf(config, platformAt);
  const clients = awsClients(accessOf(config, region));
  try {
    const text = await readObject(platformAt, { clients, clock: wallClock, region });
    const document = parseStrictJson(text, { file: platformAt, todo: "Name the file notebook-params.json as the platform wrote it." });
    return { ...config, platform: importPlatform(document, platformAt) };
  } finally {
    clients.close();
  }
};
