import fc from "fast-check";
import { expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { deriveFacts } from "../../src/facts/index.ts";
import { hide, hidings } from "../properties/hide.ts";
import { nowhere } from "./estate.ts";
import { account, described, estateOf, managed, role, trusting } from "./policies/principals.ts";

const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
    Action: fc.constantFrom("*", "s3:*", "iam:*", "iam:PassRole", "sagemaker:*", "sagemaker:Create*", "s3:GetObject"),
    Resource: fc.constantFrom("*", "*", "arn:aws:s3:::churn/*", "arn:aws:s3:::sagemaker-*", `arn:aws:iam::${account}:role/lab`),
    Condition: fc.constantFrom(
      undefined,
      undefined,
      { StringEquals: { "aws:ResourceAccount": account } },
      { Null: { "aws:RequestTag/project": "true" } },
      { StringEquals: { "aws:SourceVpce": "vpce-1" } },
    ),
  })
  .map((one): JsonObject =>
    Object.fromEntries(Object.entries(one).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  );

const statements = fc.array(statement, { minLength: 1, maxLength: 3 });

/** A role with a policy of its own, one that hangs on it and perhaps a boundary, and a cluster that may wear it. */
const worlds = fc
  .record({
    own: statements,
    attached: statements,
    edge: fc.option(statements, { nil: null }),
    service: fc.constantFrom("sagemaker", "ec2", "lambda"),
    worn: fc.boolean(),
  })
  .map(({ own, attached, edge, service, worn }) => {
    const arn = (name: string): string => `arn:aws:iam::${account}:policy/${name}`;
    const profile = { InstanceProfileName: "lab", Arn: `arn:aws:iam::${account}:instance-profile/lab` };
    const more = { InstanceProfileList: [profile], ...(edge ? { PermissionsBoundary: { PermissionsBoundaryArn: arn("edge") } } : {}) };
    return estateOf([
      role({ statements: own, trust: [trusting(`${service}.amazonaws.com`)], attached: [arn("data")], more }),
      managed("data", attached),
      ...(edge ? [managed("edge", edge)] : []),
      described("emr-cluster", "c", { Id: "j-1", Name: "c", Ec2InstanceAttributes: { IamInstanceProfile: worn ? "lab" : "else" } }),
    ]);
  });

const names = [
  "serves",
  "administratorBy",
  "buckets",
  "guessableBucketsBy",
  "passesAnyRoleBy",
  "waysUp",
  "presignsBy",
  "creations",
  "opensTo",
];

/** Whether there is something, of what is told in words that may name another statement or fewer ways; unknown is undefined. */
const sides = (estate: ReturnType<typeof estateOf>): Record<string, unknown> => {
  const [first] = deriveFacts(estate, nowhere).resources;
  const facts: unknown = first?.config["facts"];
  const known: Record<string, unknown> = typeof facts === "object" && facts !== null ? { ...facts } : {};
  const isExact = (name: string): boolean => name === "buckets" || name === "creations";
  return Object.fromEntries(names.map((name) => [name, isExact(name) || known[name] === undefined ? known[name] : known[name] !== null]));
};

it("Hiding anything of a role, its policies or what wears it moves what is said of it to unknown, and nowhere else", () => {
  let hidden = 0;
  const cases = worlds.chain((estate) => fc.tuple(fc.constant(estate), fc.subarray(hidings(estate), { minLength: 1, maxLength: 3 })));
  fc.assert(
    fc.property(cases, ([estate, chosen]) => {
      const [full, less] = [sides(estate), sides(hide(estate, chosen))];
      for (const name of names) {
        if (less[name] === undefined) hidden++;
        else expect([name, less[name]]).toEqual([name, full[name]]);
      }
    }),
    { numRuns: 300 },
  );
  expect(hidden).toBeGreaterThan(200);
});
