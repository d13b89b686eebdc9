import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell, CellState } from "../../src/estate/cell.ts";
import type { Estate, Resource } from "../../src/estate/estate.ts";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import { globalRegion } from "../../src/estate/relation.ts";
import { deriveFacts } from "../../src/facts/index.ts";
import { hide, hidings } from "../properties/hide.ts";
import { nowhere } from "./estate.ts";
import { account, described, encoded, managed } from "./policies/principals.ts";

const region = "eu-central-1";
const arnOf = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

const allow = (Action: string | string[], Resource: string | string[], more: JsonObject = {}): JsonObject => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

type Policies = { statements?: readonly JsonObject[]; attached?: readonly string[]; boundary?: string };

const roleOf = (name: string, { statements = [], attached = [], boundary }: Policies): Resource =>
  described("iam-role", name, {
    RoleName: name,
    Arn: arnOf(name),
    Path: "/",
    RolePolicyList: statements.length === 0 ? [] : [{ PolicyName: "data", PolicyDocument: encoded([...statements]) }],
    AttachedManagedPolicies: attached.map((one) => ({ PolicyName: one, PolicyArn: `arn:aws:iam::${account}:policy/${one}` })),
    ...(boundary ? { PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${account}:policy/${boundary}` } } : {}),
  });

type World = {
  space: Policies;
  members: readonly Policies[];
  sharing?: string | null;
  /** Whether the first member has no role of its own. */
  first?: "own" | "the domain's";
  more?: readonly Resource[];
  states?: Record<string, CellState>;
};

const kinds = ["space", "domain", "user-profile", "iam-role", "iam-policy"];

const worldOf = ({ space, members, sharing = "Shared", first = "own", more = [], states = {} }: World): Estate => {
  const profile = (_: Policies, nth: number): Resource =>
    described("user-profile", `user-${nth}`, {
      DomainId: "d-1",
      UserProfileName: `user-${nth}`,
      UserSettings: nth === 0 && first === "the domain's" ? {} : { ExecutionRole: arnOf(`member-${nth}`) },
    });
  return {
    format: "sagewarden/estate@1",
    source: "live",
    collectedAt: "2026-11-21T21:00:00Z",
    resources: [
      described("space", "lab", {
        DomainId: "d-1",
        SpaceName: "lab",
        ...(sharing ? { SpaceSharingSettings: { SharingType: sharing } } : {}),
      }),
      described("domain", "d-1", {
        DomainId: "d-1",
        DefaultUserSettings: { ExecutionRole: arnOf("member-0") },
        DefaultSpaceSettings: { ExecutionRole: arnOf("space") },
      }),
      ...members.map(profile),
      ...members.map((one, nth) => roleOf(`member-${nth}`, one)),
      roleOf("space", space),
      ...more,
    ],
    coverage: kinds.map((kind): Cell => ({
      account,
      region: kind.startsWith("iam-") ? globalRegion : region,
      kind,
      phase: "list",
      state: states[kind] ?? "complete",
      seen: 1,
    })),
  };
};

/** What the space's role may do beyond, or `?` and the reason. */
const saidOf = (estate: Estate): Json => {
  const [first] = deriveFacts(estate, nowhere).resources;
  const unknown = first?.unknown["/facts/roleBeyond"];
  if (unknown) return `? ${unknown.reason}`;
  const facts = first?.config["facts"];
  return typeof facts === "object" && facts !== null && !Array.isArray(facts) ? (facts["roleBeyond"] ?? null) : null;
};

const churn = [allow("s3:*", ["arn:aws:s3:::churn", "arn:aws:s3:::churn/*"])];
const payroll = [allow("s3:GetObject", "arn:aws:s3:::payroll/*")];
const anything = [allow("s3:*", "*")];

describe("What a shared space may do beyond its members", () => {
  it.each<[string, World, Json]>([
    ["is nothing, where one member's role may do the same", { space: { statements: churn }, members: [{}, { statements: churn }] }, null],
    ["is nothing, where a member's reaches more", { space: { statements: churn }, members: [{ statements: anything }] }, null],
    [
      "is nothing, though the same is said in other words",
      {
        space: { statements: [allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::churn", "arn:aws:s3:::churn/*"])] },
        members: [{ statements: [allow("s3:ListBucket", "arn:aws:s3:::churn"), allow("s3:GetObject", "arn:aws:s3:::churn/*")] }],
      },
      null,
    ],
    [
      "is nothing, where two members together may do it",
      { space: { statements: [...churn, ...payroll] }, members: [{ statements: churn }, { statements: payroll }] },
      null,
    ],
    [
      "is a bucket that no member's reaches",
      { space: { statements: [...churn, ...payroll] }, members: [{ statements: churn }] },
      "arn:aws:s3:::payroll/*",
    ],
    [
      "is a bucket that each member is denied",
      {
        space: { statements: anything },
        members: [{ statements: [...anything, { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::payroll/*" }] }],
      },
      "arn:aws:s3:::payroll/*",
    ],
    ["is any bucket", { space: { statements: anything }, members: [{ statements: churn }] }, "any bucket"],
    ["is everything", { space: { statements: [allow("*", "*")] }, members: [{ statements: anything }] }, "everything"],
    [
      "is a way to more rights",
      { space: { statements: [...churn, allow("iam:CreateAccessKey", "*")] }, members: [{ statements: churn }] },
      "iam:CreateAccessKey",
    ],
    [
      "is nothing, where a member may do everything",
      { space: { statements: [...churn, ...payroll] }, members: [{ statements: [allow("*", "*")] }] },
      null,
    ],
    ["is nothing, where there are no members", { space: { statements: anything }, members: [] }, null],
    ["is nothing of a private space", { space: { statements: anything }, members: [{ statements: churn }], sharing: "Private" }, null],
    [
      "is asked of a space that nobody called private",
      { space: { statements: anything }, members: [{ statements: churn }], sharing: null },
      "any bucket",
    ],
    [
      "is compared with the domain's role, where a member has none",
      { space: { statements: [...churn, ...payroll] }, members: [{ statements: churn }], first: "the domain's" },
      "arn:aws:s3:::payroll/*",
    ],
    [
      "is what hangs on it, within its boundary",
      {
        space: { attached: ["all"], boundary: "edge" },
        members: [{ statements: churn }],
        more: [managed("all", anything), managed("edge", [...churn, ...payroll])],
      },
      "arn:aws:s3:::payroll/*",
    ],
  ])("%s", (_, world, said) => expect(saidOf(worldOf(world))).toBe(said));

  it.each<[string, World, Json]>([
    [
      "profiles could not be listed, and might do the same",
      { space: { statements: anything }, members: [{ statements: churn }], states: { "user-profile": "denied" } },
      "? denied",
    ],
    [
      "a policy of a member is not to be seen",
      { space: { statements: anything }, members: [{ attached: ["gone"] }], states: { "iam-policy": "denied" } },
      "? unresolved",
    ],
    [
      "the space's role depends on what nobody knows",
      {
        space: {
          statements: [allow("s3:GetObject", "arn:aws:s3:::payroll/*", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } })],
        },
        members: [{ statements: churn }],
      },
      "? unresolved",
    ],
  ])("is unknown where %s", (_, world, said) => expect(saidOf(worldOf(world))).toBe(said));

  it("is known all the same where what was seen is enough", () => {
    const states: World["states"] = { "user-profile": "denied" };
    expect(saidOf(worldOf({ space: { statements: churn }, members: [{ statements: [allow("*", "*")] }], states }))).toBeNull();
  });

  it("is unknown where the domain names no role for spaces", () => {
    const estate = worldOf({ space: {}, members: [{}] });
    const resources = estate.resources.map((one) =>
      one.kind === "domain" ? { ...one, config: { ...one.config, spaceRoleArn: null } } : one,
    );
    expect(saidOf({ ...estate, resources })).toBe("? unresolved");
  });
});

const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
    Action: fc.constantFrom("*", "s3:*", "iam:*", "iam:PassRole", "s3:GetObject"),
    Resource: fc.constantFrom("*", "arn:aws:s3:::churn/*", "arn:aws:s3:::payroll/*", "arn:aws:s3:::*"),
  })
  .map((one): JsonObject => one);
const policies = fc
  .record({ statements: fc.array(statement, { maxLength: 2 }), attached: fc.subarray(["data"]), edge: fc.boolean() })
  .map(({ edge, ...rest }): Policies => ({ ...rest, ...(edge ? { boundary: "edge" } : {}) }));
const worlds = fc
  .record({
    space: policies,
    members: fc.array(policies, { maxLength: 2 }),
    sharing: fc.constantFrom("Shared", "Shared", "Shared", null, "Private"),
    first: fc.constantFrom("own" as const, "the domain's" as const),
    data: fc.array(statement, { minLength: 1, maxLength: 2 }),
    edge: fc.array(statement, { minLength: 1, maxLength: 2 }),
  })
  .map(({ data, edge, ...rest }) => worldOf({ ...rest, more: [managed("data", data), managed("edge", edge)] }));

it("Hiding anything of a space, its members or their roles moves it to unknown, and nowhere else", () => {
  const counts = { beyond: 0, nothing: 0, hidden: 0 };
  const cases = worlds.chain((estate) => fc.tuple(fc.constant(estate), fc.subarray(hidings(estate), { minLength: 1, maxLength: 2 })));
  fc.assert(
    fc.property(cases, ([estate, chosen]) => {
      const side = (said: Json): keyof typeof counts => (said === null ? "nothing" : String(said).startsWith("?") ? "hidden" : "beyond");
      const [full, less] = [side(saidOf(estate)), side(saidOf(hide(estate, chosen)))];
      counts[less]++;
      if (less !== "hidden") expect(less).toBe(full);
    }),
    { numRuns: 150 },
  );
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(5);
});
