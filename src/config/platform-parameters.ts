import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";

/** What the platform gives to all that it makes. Empty or null: its file does not say. */
export type PlatformParameters = {
  bucket: string | null;
  kmsKeys: string[];
  lifecycle: string | null;
  roles: string[];
  securityGroups: string[];
  subnets: string[];
};

/** How the platform's file calls them. */
const members = {
  bucket: "pSMSDataBucketName",
  kmsKeys: "pSMSKMSKeyId",
  lifecycle: "pSMSLifecycleConfigName",
  roles: "pSMSRoleARN",
  securityGroups: "pSMSSecurityGroupId",
  subnets: "pSMSSubnetIds",
} as const;

type At = { document: JsonObject; where: string };

const refuse = (where: string, what: string): Problem =>
  new Problem({
    code: "platform-parameters-malformed",
    what,
    where,
    todo: "Name the file notebook-params.json as the platform wrote it to its configuration bucket, or leave out mlspace.parameters.",
  });

const filled = (texts: readonly string[]): string[] => [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ""))].sort();

/** A text; of `shape` "texts" a list of them as well. Nothing, null and "" are all nothing. */
const textsAt = ({ document, where }: At, member: string, shape: "text" | "texts"): string[] => {
  const value: Json = document[member] ?? "";
  if (typeof value === "string") return filled([value]);
  const list = shape === "texts" && Array.isArray(value) ? value : undefined;
  const texts = list?.filter((one) => typeof one === "string") ?? [];
  if (list && texts.length === list.length) return filled(texts);
  const wanted = shape === "texts" ? "a text or a list of texts" : "a text";
  throw refuse(where, `The platform's parameters say of ${member} something that is not ${wanted}.`);
};

const textAt = (at: At, member: string): string | null => textsAt(at, member, "text")[0] ?? null;

/**
 * The platform's notebook-params.json. Its subnets are one text with commas, its group is a list or, in older ones, a text; what else
 * it holds is the platform's own affair.
 */
export const importPlatform = (document: Json, where: string): PlatformParameters => {
  if (!isObject(document)) throw refuse(where, "The platform's parameters are not a JSON object.");
  const at = { document, where };
  if (!Object.values(members).some((member) => Object.hasOwn(document, member)))
    throw refuse(where, `The platform's parameters have none of the members ${Object.values(members).join(", ")}.`);
  return {
    bucket: textAt(at, members.bucket),
    kmsKeys: textsAt(at, members.kmsKeys, "text"),
    lifecycle: textAt(at, members.lifecycle),
    roles: textsAt(at, members.roles, "text"),
    securityGroups: filled(textsAt(at, members.securityGroups, "texts").flatMap((text) => text.split(","))),
    subnets: filled(textsAt(at, members.subnets, "texts").flatMap((text) => text.split(","))),
  };
};

/** What rules are told of it, by the names under which their parameters ask for it. What the file does not say is not asked. */
export const suppliedByPlatform = (platform: PlatformParameters | null): Record<string, Json> => {
  if (platform === null) return {};
  const { bucket, lifecycle, kmsKeys, roles, securityGroups, subnets } = platform;
  const lists = { platformKeys: kmsKeys, platformRoles: roles, platformSecurityGroups: securityGroups, platformSubnets: subnets };
  return {
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(lifecycle !== null && { platformLifecycles: { [lifecycle]: [] } }),
    ...(bucket !== null && {
      platformPlaces: [`s3://${bucket}/project/{project}/`],
      // Beside what belongs to the project, people may use what is everybody's and what is their own.
      platformDatasets: [
        `s3://${bucket}/project/{project}/datasets/`,
        `s3://${bucket}/global/datasets/`,
        `s3://${bucket}/private/{user}/datasets/`,
      ],
    }),
  };
};
