import type { Cell, CellState } from "../../../src/estate/cell.ts";
import type { Estate, Resource } from "../../../src/estate/estate.ts";
import type { Json, JsonObject } from "../../../src/estate/json.ts";
import { globalRegion } from "../../../src/estate/relation.ts";
import type { Unknowns } from "../../../src/estate/unknown.ts";
import { deriveFacts } from "../../../src/facts/index.ts";
import { readFields } from "../../../src/kinds/read-fields.ts";
import { kindNamed } from "../../../src/kinds/registry.ts";
import { nowhere } from "../estate.ts";

export const account = "111122223333";
const region = "eu-central-1";

const fieldsOf = (kind: string) => kindNamed(kind)?.fields ?? {};

/** A thing as AWS describes it, in an account that has it once, or in its region. */
export const described = (kind: string, name: string, document: JsonObject, unknown: Unknowns = {}): Resource => {
  const reading = readFields(fieldsOf(kind), "api", document, () => undefined);
  const isGlobal = kindNamed(kind)?.global === true;
  const arn = document["Arn"];
  return {
    id: `${kind}/${name}`,
    kind,
    name,
    arn: typeof arn === "string" ? arn : null,
    account,
    region: isGlobal ? globalRegion : region,
    createdAt: "2026-01-01T00:00:00Z",
    ...reading,
    unknown: { ...reading.unknown, ...unknown },
  };
};

export const encoded = (statements: Json, version = "2012-10-17"): string =>
  encodeURIComponent(JSON.stringify({ Version: version, Statement: statements }));

export const trusting = (...services: string[]): JsonObject => ({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: services } });

type Sketch = { statements?: readonly JsonObject[]; trust?: Json; attached?: readonly string[]; more?: JsonObject; unknown?: Unknowns };

/** A role with one policy of these statements. */
export const role = ({ statements = [], trust = [trusting("sagemaker.amazonaws.com")], attached = [], more = {}, unknown = {} }: Sketch): Resource =>
  described(
    "iam-role",
    "lab",
    {
      RoleName: "lab",
      Arn: `arn:aws:iam::${account}:role/lab`,
      Path: "/",
      AssumeRolePolicyDocument: encoded(trust),
      RolePolicyList: statements.length === 0 ? [] : [{ PolicyName: "data", PolicyDocument: encoded([...statements]) }],
      AttachedManagedPolicies: attached.map((PolicyArn) => ({ PolicyArn, PolicyName: PolicyArn.split("/").at(-1) ?? "" })),
      ...more,
    },
    unknown,
  );

export const managed = (name: string, statements: Json, owner: string = account): Resource =>
  described("iam-policy", name, {
    PolicyName: name,
    Arn: `arn:aws:iam::${owner}:policy/${name}`,
    Path: "/",
    PolicyVersionList: [{ IsDefaultVersion: true, Document: encoded(statements) }],
  });

const globals = ["iam-role", "iam-policy", "iam-group", "iam-user"];

export const estateOf = (resources: readonly Resource[], states: Record<string, CellState> = {}): Estate => ({
  format: "sagewarden/estate@1",
  source: "live",
  collectedAt: "2026-11-21T21:00:00Z",
  resources: [...resources],
  coverage: [...globals, "emr-cluster", "ec2-notebook"].map(
    (kind): Cell => ({
      account,
      region: globals.includes(kind) ? globalRegion : region,
      kind,
      phase: "list",
      state: states[kind] ?? "complete",
      seen: 1,
    }),
  ),
});

/** What the facts of the first resource say; of one that is unknown, `?` and why. */
export const factsOf = (resources: readonly Resource[], states: Record<string, CellState> = {}): Record<string, Json> => {
  const [first] = deriveFacts(estateOf(resources, states), nowhere).resources;
  const facts = first?.config["facts"];
  const known = typeof facts === "object" && facts !== null && !Array.isArray(facts) ? facts : {};
  const unknown = Object.entries(first?.unknown ?? {}).filter(([pointer]) => pointer.startsWith("/facts/"));
  return { ...known, ...Object.fromEntries(unknown.map(([pointer, { reason }]) => [pointer.slice("/facts/".length), `? ${reason}`])) };
};
