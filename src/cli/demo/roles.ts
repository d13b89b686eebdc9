import type { JsonObject } from "../../estate/json.ts";
import { account, type Clock, type DemoDocument, role } from "./team.ts";

const trusting = (service: string): string =>
  encodeURIComponent(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    }),
  );

const dataOnly: JsonObject = {
  PolicyName: "project-data",
  PolicyDocument: encodeURIComponent(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: `arn:aws:s3:::mlspace-data-${account}/*` }],
    }),
  ),
};

const wide: JsonObject = {
  PolicyName: "AmazonSageMakerFullAccess",
  PolicyArn: "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess",
};

type Rights = Pick<JsonObject, "RolePolicyList" | "AttachedManagedPolicies">;
const toData: Rights = { RolePolicyList: [dataOnly], AttachedManagedPolicies: [] };
const toAll: Rights = { RolePolicyList: [], AttachedManagedPolicies: [wide] };

/** What runs there runs under these: all but Studio's reach the team's data alone. */
export const roles = ({ daysAgo }: Clock): DemoDocument[] => {
  const made = (name: string, rights: Rights, service = "sagemaker.amazonaws.com"): DemoDocument => ({
    kind: "iam-role",
    document: {
      RoleName: name,
      Arn: role(name),
      Path: "/",
      CreateDate: daysAgo(400),
      AssumeRolePolicyDocument: trusting(service),
      InstanceProfileList: [],
      RoleLastUsed: { LastUsedDate: daysAgo(1) },
      ...rights,
    },
    tags: {},
  });
  return [
    made("EMR_DefaultRole", toData, "elasticmapreduce.amazonaws.com"),
    made("hyperpod-nodes", toData),
    made("mlspace-feature-role", toData),
    made("mlspace-model-role", toData),
    made("mlspace-notebook-role", toData),
    made("mlspace-training-role", toData),
    made("studio-execution-role", toAll),
  ];
};
