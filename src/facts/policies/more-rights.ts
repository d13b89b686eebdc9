import type { Unknown } from "../../estate/unknown.ts";
import { type Derived, known } from "../derived.ts";
import { allowedBy, type Asker, type Question, stranger } from "./asker.ts";
import type { Given } from "./context.ts";
import { every, type Truth } from "./truth.ts";

/** What nobody named, and what decides over rights: who may do both may do everything. */
export const administratorBy = ({ ask }: Asker): Derived<string | null> => {
  const anything = ask({ action: `${stranger}:${stranger}`, on: stranger });
  const rights = ask({ action: "iam:PutRolePolicy", on: `role/${stranger}` });
  return allowedBy([rights.allowed === "yes" ? anything : anything.allowed === "yes" ? rights : anything.allowed === "no" ? anything : rights]);
};

const passTo = (service: string): Question => ({
  action: "iam:PassRole",
  on: `role/${stranger}`,
  given: { "iam:PassedToService": { values: [service] }, "iam:AssociatedResourceArn": "free" },
});

const passToAny = passTo(`${stranger}.amazonaws.com`);

/** By what any role can be passed on to any service. */
export const passesAnyRoleBy = ({ ask }: Asker): Derived<string | null> => allowedBy([ask(passToAny)]);

/** All that a way takes, under the name that it is told by. */
type Way = { name: string; asks: readonly Question[] };

const alone = (action: string, on: string, given?: Given): Way => ({ name: action, asks: [{ action, on, ...(given && { given }) }] });

/** Whoever makes the thing chooses what it is made of. */
const chosen: Given = { "sagemaker:*": "free", "ec2:*": "free", "aws:RequestTag/*": "free", "aws:TagKeys": "free" };

const passedTo = (service: string, action: string, on: string): Way => ({
  name: `iam:PassRole with ${action}`,
  asks: [passTo(`${service}.amazonaws.com`), { action, on, given: chosen }],
});

/** The name of whoever asks, where a way leads over himself. */
const himself = "zq9-himself";
const unbinding = "iam:DeleteRolePermissionsBoundary";

/** What each asks is said once, for all who are asked about. */
const ways: readonly Way[] = [
  alone("iam:CreatePolicyVersion", `policy/${stranger}`),
  alone("iam:SetDefaultPolicyVersion", `policy/${stranger}`),
  alone("iam:AttachRolePolicy", himself, { "iam:PolicyARN": "free" }),
  alone("iam:PutRolePolicy", himself),
  alone(unbinding, himself),
  alone("iam:AttachUserPolicy", `user/${stranger}`, { "iam:PolicyARN": "free" }),
  alone("iam:PutUserPolicy", `user/${stranger}`),
  alone("iam:AttachGroupPolicy", `group/${stranger}`, { "iam:PolicyARN": "free" }),
  alone("iam:PutGroupPolicy", `group/${stranger}`),
  alone("iam:AddUserToGroup", `group/${stranger}`),
  alone("iam:CreateAccessKey", `user/${stranger}`),
  alone("iam:CreateLoginProfile", `user/${stranger}`),
  alone("iam:UpdateLoginProfile", `user/${stranger}`),
  alone("iam:UpdateAssumeRolePolicy", `role/${stranger}`),
  alone("lambda:UpdateFunctionCode", `function:${stranger}`),
  // It runs as root on the machine of whoever starts next, with that one's role.
  alone("sagemaker:UpdateNotebookInstanceLifecycleConfig", `notebook-instance-lifecycle-config/${stranger}`),
  passedTo("sagemaker", "sagemaker:CreateNotebookInstance", `notebook-instance/${stranger}`),
  passedTo("sagemaker", "sagemaker:CreateProcessingJob", `processing-job/${stranger}`),
  passedTo("sagemaker", "sagemaker:CreateTrainingJob", `training-job/${stranger}`),
  passedTo("cloudformation", "cloudformation:CreateStack", `stack/${stranger}/1`),
  passedTo("ec2", "ec2:RunInstances", `instance/${stranger}`),
  passedTo("elasticmapreduce", "elasticmapreduce:RunJobFlow", `cluster/${stranger}`),
  passedTo("glue", "glue:CreateJob", `job/${stranger}`),
  passedTo("lambda", "lambda:CreateFunction", `function:${stranger}`),
];

/** Something that somebody may do, may not do, or perhaps: under the name that it is told by. */
export type Power = { name: string; is: Truth; why: Unknown | undefined };

/** `bounded`: whether to be rid of the boundary is a way, too. */
export const waysOf = ({ ask, arn }: Asker, bounded: boolean): Power[] => {
  const self = arn.split(":").slice(5).join(":");
  const theirs = bounded ? ways : ways.filter(({ name }) => name !== unbinding);
  return theirs.map(({ name, asks }) => {
    const decisions = asks.map((one) => ask(one.on === himself ? { ...one, on: self } : one));
    const is = every(decisions.map(({ allowed }) => allowed));
    return { name, is, why: decisions.find(({ allowed }) => allowed === "perhaps")?.why };
  });
};

/** The ways by which somebody may get more rights than were given, each by what it takes. */
export const waysUp = (asker: Asker): Derived<string | null> => {
  const found = waysOf(asker, asker.rights.boundary !== null);
  const open = found.filter(({ is }) => is === "yes").map(({ name }) => name);
  if (open.length > 0) return known(open.join(", "));
  const unknown = found.find(({ is }) => is === "perhaps")?.why;
  return unknown ? { unknown } : known(null);
};
