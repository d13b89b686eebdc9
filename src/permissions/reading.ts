import type { KindPlan } from "../collect/plan.ts";
import { needsOf } from "./needs.ts";
import type { Statement } from "./policy.ts";

/** AWS tells everybody who they are; who checks policies by machine expects it to be said all the same. */
const always = ["sts:GetCallerIdentity"];

const words: Readonly<Record<string, string>> = {
  ec2: "Ec2",
  ecr: "Ecr",
  elasticfilesystem: "Efs",
  elasticmapreduce: "Emr",
  "emr-serverless": "EmrServerless",
  iam: "Iam",
  kms: "Kms",
  organizations: "Organizations",
  pricing: "Pricing",
  s3: "S3",
  sagemaker: "SageMaker",
  ssm: "Ssm",
  sts: "Caller",
  tag: "Tags",
};
/** An Sid may hold letters and digits only. */
const wordOf = (prefix: string): string => words[prefix] ?? prefix.replaceAll(/[^A-Za-z0-9]/g, "");

/** What allows these actions on everything, a statement for each service. Lists know no narrower resource, and what they show is described. */
export const reads = (actions: Iterable<string>): Statement[] => {
  const byService = Map.groupBy([...new Set(actions)].toSorted(), (action) => action.split(":")[0] ?? "");
  return [...byService].map(([prefix, Action]): Statement => ({ Sid: `Read${wordOf(prefix)}`, Effect: "Allow", Action, Resource: "*" }));
};

/** The least that a scan by these plans needs, and `besides`: what it needs to get there. */
export const readingStatements = (plans: readonly KindPlan[], besides: readonly string[] = []): Statement[] =>
  reads([...always, ...besides, ...plans.flatMap((plan) => needsOf(plan).map(({ action }) => action))]);
