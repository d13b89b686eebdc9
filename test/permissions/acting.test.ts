import { describe, expect, it } from "vitest";
import { kinds } from "../../src/kinds/registry.ts";
import { sagemaker } from "../../src/kinds/operation.ts";
import { leastPrivilege } from "../../src/least-privilege.ts";
import { actingStatements, deedsOf } from "../../src/permissions/acting.ts";
import type { Policy, Statement } from "../../src/permissions/policy.ts";
import { kind } from "../collect/world.ts";
import { catalogue, configOf } from "./setting.ts";

const verbs = [...new Set(kinds.flatMap((one) => Object.keys(one.verbs)))].sort();

const policiesFor = (words: readonly string[], profile = "baseline", partition = "aws"): Policy[] =>
  leastPrivilege({ config: configOf(profile), catalogue, kinds, verbs: words, partition });
const statementsFor = (...args: Parameters<typeof policiesFor>): Statement[] => policiesFor(...args).flatMap(({ Statement: all }) => all);
const actsOf = (...args: Parameters<typeof policiesFor>): Statement[] =>
  statementsFor(...args).filter(({ Sid }) => !Sid.startsWith("Read"));

describe("What acting needs", () => {
  it("is nothing where nothing is to be done, and only reading is allowed on everything", () => {
    expect(actsOf([])).toEqual([]);
    const reading = statementsFor(["stop"]).filter(({ Resource }) => Resource === "*");
    expect(reading.flatMap(({ Action }) => Action).filter((action) => !/:(List|Describe|Get|Search)/.test(action))).toEqual([]);
  });

  it("is the action on the ARNs of the kind, in the caller's partition, on what bears the platform's tags", () => {
    expect(actsOf(["notebook-instance:stop"], "mlspace", "aws-us-gov")).toEqual([
      {
        Sid: "ActNotebookInstance",
        Effect: "Allow",
        Action: ["sagemaker:StopNotebookInstance"],
        Resource: ["arn:aws-us-gov:sagemaker:*:*:notebook-instance/*"],
        Condition: { Null: { "aws:ResourceTag/project": "false" }, StringEqualsIgnoreCase: { "aws:ResourceTag/system": "MLSpace" } },
      },
    ]);
  });

  it("is that of every kind that has the verb, and of no other verb", () => {
    const able = kinds.filter((one) => one.verbs["stop"]);
    const acts = actsOf(["stop"]);
    expect(acts).toHaveLength(able.length);
    expect(acts.flatMap(({ Action }) => Action).filter((action) => /Delete(?!App$)|Start|Update|Create/.test(action))).toEqual([]);
    expect(acts.flatMap(({ Resource }) => Resource)).toContain("arn:aws:elasticmapreduce:*:*:cluster/*");
  });

  it("demands no tags of what AWS compares with none", () => {
    expect(
      actsOf(["mlflow-tracking-server:stop", "app:stop", "emr-security-configuration:delete"]).map(({ Condition }) => Condition),
    ).toEqual([undefined, undefined, undefined]);
  });

  it("includes what making something anew takes: both ARNs, and tagging for this request only", () => {
    const [make, tag, ...more] = actsOf(["restore"]);
    expect(more).toEqual([]);
    expect(make).toMatchObject({
      Action: ["sagemaker:CreateEndpoint"],
      Resource: ["arn:aws:sagemaker:*:*:endpoint-config/*", "arn:aws:sagemaker:*:*:endpoint/*"],
      Condition: { Null: { "aws:RequestTag/project": "false" } },
    });
    expect(tag).toMatchObject({
      Action: ["sagemaker:AddTags"],
      Resource: ["arn:aws:sagemaker:*:*:endpoint/*"],
      Condition: { StringEquals: { "sagemaker:TaggingAction": "CreateEndpoint" } },
    });
  });

  it("includes handing on a role only where a request names one", () => {
    const nameless = verbs.filter((verb) => verb !== "set-role");
    expect(actsOf(nameless).flatMap(({ Action }) => Action)).not.toContain("iam:PassRole");
    const notebook = kind("notebook-instance");
    const stop = notebook.verbs["stop"];
    if (!stop) throw new Error("no stop");
    const swap = { ...stop, operation: sagemaker("UpdateNotebookInstance"), input: { NotebookInstanceName: "name", RoleArn: "roleArn" } };
    expect(actingStatements([{ kind: notebook, verb: swap }], { partition: "aws-cn", marks: {} })).toContainEqual({
      Sid: "PassRoleToNotebookInstance",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: ["arn:aws-cn:iam::*:role/*"],
      Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    });
  });

  it("includes looking again at what the rules do not ask about", () => {
    const allowed = statementsFor(["project:delete"]).flatMap(({ Action }) => Action);
    expect(allowed).toEqual(expect.arrayContaining(["sagemaker:DescribeProject", "sagemaker:ListTags", "sagemaker:DeleteProject"]));
  });
});

describe("A policy", () => {
  it.each(["baseline", "mlspace"])("of everything (%s) is in parts that AWS takes, and loses nothing", (profile) => {
    const policies = policiesFor(verbs, profile);
    expect(policies.length).toBeGreaterThan(1);
    for (const policy of policies) expect(JSON.stringify(policy).replaceAll(/\s/g, "").length).toBeLessThanOrEqual(6144);
    const every = deedsOf(kinds, verbs).map(({ kind: { service }, verb }) => [service, verb.operation.name]);
    const allowed = new Set(
      policies.flatMap(({ Statement: all }) => all.flatMap(({ Action }) => Action.map((action) => action.split(":")[1]))),
    );
    expect(every.filter(([, name]) => !allowed.has(name))).toEqual([]);
    const sids = policies.map(({ Statement: all }) => all.map(({ Sid }) => Sid));
    for (const within of sids) expect(new Set(within).size).toBe(within.length);
    expect(sids.flat().filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
  });

  it("is the same for the same question, in whatever order it was put", () => {
    expect(JSON.stringify(policiesFor(["stop", "delete"]))).toBe(JSON.stringify(policiesFor(["delete", "stop", "stop"])));
  });
});

describe("A verb that nobody knows", () => {
  it.each([
    ["stopp", 'No kind has the verb "stopp". Did you mean "stop"?'],
    ["notebook-instance:stp", 'No kind has the verb "notebook-instance:stp". Did you mean "notebook-instance:stop"?'],
    ["model:stop", 'No kind has the verb "model:stop".'],
    ["constructor", 'No kind has the verb "constructor".'],
  ])("(%s) is refused, with what was probably meant", (word, sentence) => {
    expect(() => deedsOf(kinds, [word])).toThrow(sentence);
  });
});
