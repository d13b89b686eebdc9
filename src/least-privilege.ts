import { planCalls, planOne } from "./collect/plan.ts";
import { isPattern } from "./collect/regions.ts";
import type { Config } from "./config/config.ts";
import { isObject } from "./estate/json.ts";
import type { Catalogue } from "./evaluate/rule.ts";
import type { Kind } from "./kinds/kind.ts";
import { iamAction, pricing } from "./kinds/operation.ts";
import { actingStatements, deedsOf, type Marks } from "./permissions/acting.ts";
import { policiesOf, type Policy, type Statement } from "./permissions/policy.ts";
import { readingStatements } from "./permissions/reading.ts";
import { chosenBy, wantedBy } from "./wanted.ts";

/** What makes a resource one of the platform's: the tags that must have a certain value, and the one that names its project. */
const marksOf = (config: Config, catalogue: Catalogue): Marks => {
  const required = chosenBy(config, catalogue).find(({ rule }) => rule.id === "required-tags")?.parameters["required"];
  if (!isObject(required)) return {};
  const marks = Object.entries(required).flatMap(([tag, value]): [string, string | null][] =>
    typeof value === "string" ? [[tag, value]] : tag === "project" ? [[tag, null]] : [],
  );
  return Object.fromEntries(marks.toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const organizationReads = ["ListAccounts", "ListAccountsForParent", "ListOrganizationalUnitsForParent", "ListRoots", "ListTagsForResource"];

/** What is needed beside looking at accounts and regions: to find them, and to price what was found in them. */
const entering = ({ accounts, organization, regions, awsRoles, awsPrices }: Config): string[] => {
  const patterns = [...regions, ...accounts.flatMap((account) => account.regions)].some(isPattern);
  const passed = awsRoles.read !== null || awsRoles.act !== null;
  const roles = passed || organization !== null || accounts.some((account) => account.profile === undefined);
  return [
    ...(patterns ? ["ec2:DescribeRegions"] : []),
    ...(roles ? ["sts:AssumeRole"] : []),
    ...(awsPrices ? [iamAction(pricing("GetProducts"))] : []),
    ...(organization ? organizationReads.map((name) => `organizations:${name}`) : []),
  ];
};

/** What whoever acts asks before each act. */
const asking = ({ remediation }: Config, verbs: readonly string[]): string[] =>
  verbs.length > 0 && remediation.killSwitchParameter !== null ? ["ssm:GetParameter"] : [];

/** The one object that the configuration has fetched. */
const fetching = ({ platformAt }: Config, partition: string): Statement[] =>
  platformAt === null
    ? []
    : [
        {
          Sid: "ReadPlatformParameters",
          Effect: "Allow",
          Action: ["s3:GetObject"],
          Resource: [platformAt.replace("s3://", `arn:${partition}:s3:::`)],
        },
      ];

export type PrivilegeOptions = {
  config: Config;
  catalogue: Catalogue;
  kinds: readonly Kind[];
  verbs: readonly string[];
  partition: string;
};

/** The IAM policies with which a scan by this configuration sees all that it looks for, and with which these verbs can be carried out: and nothing more. */
export const leastPrivilege = ({ config, catalogue, kinds, verbs, partition }: PrivilegeOptions): Policy[] => {
  const deeds = deedsOf(kinds, verbs);
  // What is acted on is looked at again before and after, whole.
  const again = kinds.filter((kind) => deeds.some((deed) => deed.kind === kind)).map(planOne);
  const plans = [...planCalls(kinds, wantedBy(config, catalogue), { trustSearch: false }), ...again];
  return policiesOf([
    ...readingStatements(plans, [...entering(config), ...asking(config, verbs)]),
    ...fetching(config, partition),
    ...actingStatements(deeds, { partition, marks: marksOf(config, catalogue) }),
  ]);
};
