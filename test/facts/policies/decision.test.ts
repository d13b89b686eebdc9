import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/estate/json.ts";
import { contextOf, type Said } from "../../../src/facts/policies/context.ts";
import { decide, type Request, type Rights } from "../../../src/facts/policies/decision.ts";
import { type PolicySet, statementsIn, together, unseen } from "../../../src/facts/policies/statement.ts";
import { statementsOf } from "../../../src/kinds/policy-statements.ts";
import { isAllowed, type NaiveContext, type NaiveStatement } from "./naive.ts";

const documentOf = (statements: readonly NaiveStatement[], version = "2012-10-17"): JsonObject => ({
  Version: version,
  Statement: statements.map(({ effect, action, notAction, resource, notResource, condition }) => {
    const written: Record<string, Json | undefined> = {
      Effect: effect,
      Action: action,
      NotAction: notAction,
      Resource: resource,
      NotResource: notResource,
      Condition: condition,
    };
    return Object.fromEntries(Object.entries(written).filter((entry): entry is [string, Json] => entry[1] !== undefined));
  }),
});

const setOf = (document: Json): PolicySet =>
  statementsIn({ name: "p", config: { statements: statementsOf(document, null) ?? [] }, unknown: {} });
const read = (statements: readonly NaiveStatement[]): PolicySet => (statements.length === 0 ? together([]) : setOf(documentOf(statements)));

const rights = (policies: readonly NaiveStatement[], boundary: readonly NaiveStatement[] | null = null): Rights => ({
  policies: read(policies),
  boundary: boundary && read(boundary),
});

const keys = ["aws:RequestTag/project", "aws:RequestTag/User", "sagemaker:VpcSubnets"];
const values = ["churn", "Churn", "MLSpace", "x"];
const operators = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike", "ArnLike", "ArnNotLike"];

const conditions = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 4,
    arbitrary: fc.dictionary(
      fc.oneof(
        fc.constant("Null"),
        fc
          .tuple(fc.constantFrom("", "ForAllValues:", "ForAnyValue:"), fc.constantFrom(...operators), fc.constantFrom("", "IfExists"))
          .map((parts) => parts.join("")),
      ),
      fc.constant({}),
      { minKeys: 1, maxKeys: 2 },
    ).chain((named) =>
      fc.record(
        Object.fromEntries(
          Object.keys(named).map((operator) => [
            operator,
            fc.dictionary(
              fc.constantFrom(...keys, "aws:requesttag/PROJECT"),
              operator === "Null"
                ? fc.constantFrom("true", "false").map((one) => [one])
                : fc.array(fc.constantFrom(...values, ...(operator.includes("Like") ? ["*", "c*", "?"] : [])), { minLength: 1, maxLength: 2 }),
              { minKeys: 1, maxKeys: 2 },
            ),
          ]),
        ),
      ),
    ),
  },
);

const actions = fc.array(fc.constantFrom("*", "s3:*", "S3:getobject", "s3:Get*", "sagemaker:Create?odel", "sagemaker:CreateModel"), { minLength: 1, maxLength: 2 });
const resources = fc.array(fc.constantFrom("*", "arn:aws:s3:::*", "arn:aws:s3:::churn/*", "arn:aws:s3:::CHURN/*", "arn:aws:sagemaker:*:*:model/*"), { minLength: 1, maxLength: 2 });

const statement: fc.Arbitrary<NaiveStatement> = fc
  .record({
    effect: fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
    but: fc.boolean(),
    butAt: fc.boolean(),
    actions,
    resources,
    condition: conditions,
  })
  .map(({ effect, but, butAt, actions: named, resources: at, condition }) => ({
    effect,
    ...(but ? { notAction: named } : { action: named }),
    ...(butAt ? { notResource: at } : { resource: at }),
    ...(condition === undefined ? {} : { condition }),
  }));

const policies = fc.array(statement, { minLength: 1, maxLength: 4 });
const boundaries = fc.option(fc.array(statement, { maxLength: 2 }), { nil: null, freq: 1 });
const context = fc.record(
  Object.fromEntries(keys.map((key) => [key, fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 1 })])),
  { requiredKeys: [] },
);
const asked = fc.record({
  action: fc.constantFrom("s3:GetObject", "sagemaker:CreateModel", "iam:PassRole"),
  resource: fc.constantFrom("arn:aws:s3:::churn/a", "arn:aws:s3:::else", "arn:aws:sagemaker:eu-central-1:111122223333:model/m"),
  context,
});

/** Of every key it is known what the request says. */
const fullyKnown = (said: NaiveContext): Record<string, Said> =>
  Object.fromEntries(keys.map((key): [string, Said] => [key, said[key] ? { values: said[key] } : "absent"]));

const request = (one: { action: string; resource: string }, said: Readonly<Record<string, Said>>): Request => ({ ...one, context: contextOf([said]) });

describe("A request of which everything is known", () => {
  it("is allowed where a plain reading says so, and denied where not", () => {
    let allowed = 0;
    fc.assert(
      fc.property(policies, boundaries, asked, (own, boundary, one) => {
        const expected = isAllowed(own, boundary, one);
        if (expected) allowed++;
        expect(decide(rights(own, boundary), request(one, fullyKnown(one.context))).allowed).toBe(expected ? "yes" : "no");
      }),
      { numRuns: 2500 },
    );
    expect(allowed).toBeGreaterThan(125);
  });
});

describe("A request of which something is unknown", () => {
  it("is said to be allowed or denied only where every request that it may be is", () => {
    let told = 0;
    const world = fc.tuple(policies, boundaries, asked, fc.subarray(keys, { minLength: 1 }));
    fc.assert(
      fc.property(world, ([own, boundary, one, hidden]) => {
        const said: Record<string, Said> = { ...fullyKnown(one.context), ...Object.fromEntries(hidden.map((key) => [key, "unknown" as const])) };
        const { allowed } = decide(rights(own, boundary), request(one, said));
        if (allowed === "perhaps") return;
        told++;
        const [first = ""] = hidden;
        for (const value of [undefined, ...values]) {
          const { [first]: _, ...rest } = one.context;
          const may: NaiveContext = value === undefined ? rest : { ...rest, [first]: [value] };
          expect([value, isAllowed(own, boundary, { ...one, context: may })]).toEqual([value, allowed === "yes"]);
        }
      }),
      { numRuns: 1200 },
    );
    expect(told).toBeGreaterThan(200);
  });
});

const order = { no: 0, perhaps: 1, yes: 2 };

describe("More and fewer policies", () => {
  const partly = fc.tuple(asked, fc.subarray(keys)).map(([one, hidden]) =>
    request(one, { ...fullyKnown(one.context), ...Object.fromEntries(hidden.map((key) => [key, "unknown" as const])) }),
  );

  it("a denial more never allows anything", () => {
    fc.assert(
      fc.property(policies, boundaries, statement, partly, (own, boundary, more, one) => {
        const before = decide(rights(own, boundary), one).allowed;
        const after = decide(rights([...own, { ...more, effect: "Deny" }], boundary), one).allowed;
        expect(order[after]).toBeLessThanOrEqual(order[before]);
      }),
      { numRuns: 1500 },
    );
  });

  it("a permission more never takes anything away", () => {
    fc.assert(
      fc.property(policies, boundaries, statement, partly, (own, boundary, more, one) => {
        const before = decide(rights(own, boundary), one).allowed;
        const after = decide(rights([...own, { ...more, effect: "Allow" }], boundary), one).allowed;
        expect(order[after]).toBeGreaterThanOrEqual(order[before]);
      }),
      { numRuns: 1500 },
    );
  });

  it("a boundary never allows anything", () => {
    fc.assert(
      fc.property(policies, fc.array(statement, { maxLength: 2 }), partly, (own, boundary, one) => {
        expect(order[decide(rights(own, boundary), one).allowed]).toBeLessThanOrEqual(order[decide(rights(own), one).allowed]);
      }),
      { numRuns: 1000 },
    );
  });

  it("hiding a document or a part of a statement only moves to what cannot be told", () => {
    const part = fc.constantFrom("", "/effect", "/actions", "/notActions", "/resources", "/condition");
    fc.assert(
      fc.property(policies, boundaries, partly, fc.tuple(fc.nat(3), part), (own, boundary, one, [nth, what]) => {
        const full = rights(own, boundary);
        const at = nth % own.length;
        const why = { reason: "denied", detail: "hidden" } as const;
        const statements = statementsOf(documentOf(own), null) ?? [];
        const hidden: PolicySet = statementsIn({ name: "p", config: { statements }, unknown: { [`/statements/${at}${what}`]: why } });
        for (const less of [hidden, together([read(own.filter((_, index) => index !== at)), unseen(why)]), unseen(why)]) {
          const told = decide({ ...full, policies: less }, one).allowed;
          if (told !== "perhaps") expect(told).toBe(decide(full, one).allowed);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe("AWS's own rules", () => {
  const is = (policy: Json, one: Partial<Request> & { said?: Record<string, Said> }): string =>
    decide(
      { policies: setOf(policy), boundary: null },
      { action: "s3:GetObject", resource: "arn:aws:s3:::churn/a", context: contextOf([one.said ?? {}]), ...one },
    ).allowed;
  const allow = (more: JsonObject, version = "2012-10-17"): JsonObject => ({
    Version: version,
    Statement: { Effect: "Allow", Action: "s3:*", Resource: "*", ...more },
  });

  it.each<[string, JsonObject, Record<string, Said>, string]>([
    ["actions have no case", allow({ Action: "S3:getOBJECT" }), {}, "yes"],
    ["ARNs have", allow({ Resource: "arn:aws:s3:::Churn/*" }), {}, "no"],
    ["? is one character", allow({ Resource: "arn:aws:s3:::churn/?" }), {}, "yes"],
    ["? is not none", allow({ Resource: "arn:aws:s3:::churn/a?" }), {}, "no"],
    ["all but these actions", allow({ Action: undefined as never, NotAction: ["iam:*"] }), {}, "yes"],
    ["a variable of the request", allow({ Resource: "arn:aws:s3:::${aws:PrincipalTag/project}/*" }), { "aws:PrincipalTag/project": { values: ["churn"] } }, "yes"],
    ["another's", allow({ Resource: "arn:aws:s3:::${aws:PrincipalTag/project}/*" }), { "aws:PrincipalTag/project": { values: ["grid"] } }, "no"],
    ["a variable of which nothing is known", allow({ Resource: "arn:aws:s3:::${aws:PrincipalTag/project}/*" }), {}, "perhaps"],
    ["one that cannot fit whatever it is", allow({ Resource: "arn:aws:sqs:::${aws:PrincipalTag/project}" }), {}, "no"],
    ["a variable that falls back", allow({ Resource: "arn:aws:s3:::${aws:PrincipalTag/project, 'churn'}/*" }), { "aws:PrincipalTag/project": "absent" }, "yes"],
    ["text, in the version before variables", allow({ Resource: "arn:aws:s3:::${aws:PrincipalTag/project}/*" }, "2008-10-17"), { "aws:PrincipalTag/project": { values: ["churn"] } }, "no"],
    ["${*} is a star", allow({ Resource: "arn:aws:s3:::${*}/a" }), {}, "no"],
    ["a star in the value of a variable is a star", allow({ Resource: "arn:aws:s3:::${aws:PrincipalTag/project}/a" }), { "aws:PrincipalTag/project": { values: ["*"] } }, "no"],
    ["an operator that nobody knows", allow({ Condition: { DateLessThan: { "aws:CurrentTime": "2026-01-01" } } }), {}, "perhaps"],
    ["numbers", allow({ Condition: { NumericLessThan: { "s3:max-keys": 10 } } }), { "s3:max-keys": { values: ["9"] } }, "yes"],
    ["what is no number", allow({ Condition: { NumericLessThan: { "s3:max-keys": 10 } } }), { "s3:max-keys": { values: ["nine"] } }, "perhaps"],
    ["truth", allow({ Condition: { Bool: { "aws:SecureTransport": true } } }), { "aws:SecureTransport": { values: ["true"] } }, "yes"],
    ["an address in a range", allow({ Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "198.51.100.0/24"] } } }), { "aws:SourceIp": { values: ["198.51.100.7"] } }, "yes"],
    ["an address outside of it", allow({ Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }), { "aws:SourceIp": { values: ["198.51.100.7"] } }, "yes"],
    ["an address and a range of IPv6", allow({ Condition: { IpAddress: { "aws:SourceIp": "2001:db8::/32" } } }), { "aws:SourceIp": { values: ["198.51.100.7"] } }, "no"],
    ["something is there, and nobody knows what", allow({ Condition: { Null: { "sagemaker:VpcSubnets": "false" } } }), { "sagemaker:VpcSubnets": "present" }, "yes"],
    ["what it is compared with then", allow({ Condition: { StringEquals: { "sagemaker:VpcSubnets": "a" } } }), { "sagemaker:VpcSubnets": "present" }, "perhaps"],
    ["what the caller chooses", allow({ Condition: { StringEquals: { "sagemaker:VpcSubnets": "a" } } }), { "sagemaker:VpcSubnets": "free" }, "yes"],
    ["several values without a word on all or any", allow({ Condition: { StringEquals: { "aws:TagKeys": "a" } } }), { "aws:TagKeys": { values: ["a", "b"] } }, "perhaps"],
    ["a condition that is none", allow({ Condition: { StringEquals: ["a"] } }), {}, "perhaps"],
  ])("%s", (_, policy, said, expected) => {
    const [written] = [policy].map((one): Json => JSON.parse(JSON.stringify(one)));
    expect(is(written ?? null, { said })).toBe(expected);
  });

  it("what the caller chooses avoids a denial", () => {
    const Statement = [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "*", Resource: "*", Condition: { Null: { "sagemaker:VpcSubnets": "true" } } },
    ];
    expect(is({ Statement }, { said: { "sagemaker:VpcSubnets": "free" } })).toBe("yes");
  });
});
