import { createHash } from "node:crypto";
import type { Resource } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { globalRegion } from "../../src/estate/relation.ts";
import { placesOf, type ElementList, type Field, type Leaf, type LeafList } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { servicePrefix } from "../../src/kinds/operation.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { account, region } from "./samples.ts";
import { documentOf } from "./seed-from-estate.ts";

/** Fields, besides its key, that name one thing each; an image's versions are asked for by its name. */
const names: Readonly<Record<string, readonly string[]>> = {
  "image-version": ["imageName"],
  "hyperpod-cluster": ["clusterId"],
  "iam-role": ["name"],
  "iam-user": ["name"],
  "iam-group": ["name"],
  "iam-policy": ["name"],
  "ecr-repository": ["name"],
  "kms-key": ["keyId"],
  "studio-lifecycle-config": ["name"],
};

/** Fields of which AWS gives one or the other. */
const never: Readonly<Record<string, readonly string[]>> = { app: ["userProfileName"], "model-package": ["name"] };

/** How the parts of a list are called, where what they say makes their name. */
const partName = (kind: string, config: JsonObject): string | undefined => {
  const ports = `${String(config["fromPort"])}-${String(config["toPort"])}`;
  if (kind === "rule") return config["protocol"] === "-1" ? "all" : `tcp ${ports === "8888-8888" ? "8888" : ports}`;
  // Repositories are named by their addresses.
  if (kind === "url") return String(config["url"]);
  return kind === "ports" ? `${String(config["from"])}-${String(config["to"])}` : undefined;
};

const listed = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

const sha256 = (script: Json | undefined): string => createHash("sha256").update(String(script)).digest("hex");

/** A step of a sample's script, where it is the first of its like. */
const step = (hook: string, line: number, what: string): JsonObject => ({ key: `${hook} ${what}`, hook, line, what });

/** What the sample's policy of an endpoint says. */
const anybodyMay: JsonObject = {
  id: "statement-1",
  effect: "Allow",
  actions: ["*"],
  notActions: [],
  conditionKeys: [],
  sid: null,
  condition: null,
  variables: false,
  resources: ["*"],
  notResources: [],
  principals: ["*"],
  services: [],
  federated: [],
  notPrincipals: [],
};

const notebookRepository = "https://git.example.org/acme/churn.git";

const sumOf = (list: readonly JsonObject[], members: readonly string[]): Json =>
  list.length === 0
    ? null
    : list.flatMap((one) => members.map((member) => Number(one[member] ?? 0))).reduce((sum, count) => sum + count, 0);

/** Fields that follow from others, and ids that no two may share, since what they name differs. */
const fitting: Readonly<Record<string, (config: JsonObject, index: number) => JsonObject>> = {
  // What AWS lists though it is deleted is not there.
  app: (_, index) => ({ state: ["InService", "Pending", "Failed"][index % 3] ?? null }),
  "ec2-notebook": (config, index) => ({
    imageId: `ami-${index}`,
    // By which it is known for a notebook, whatever else it has.
    imageName: "Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.7 (Ubuntu 22.04) 20261001",
    securityGroupIds: listed(config["securityGroupIds"]).map((id) => `${String(id)}-${index}`),
    hasPublicIp: true,
    // The sample's user data leaves Jupyter its token.
    opensJupyterToAll: false,
    // What was terminated is not asked for.
    state: ["running", "stopped", "pending"][index % 3] ?? null,
  }),
  // It has groups or fleets, and neither once it has ended.
  "emr-cluster": ({ instanceCollection, instanceGroups, instanceFleets, state }) => {
    const of = (collection: string, list: Json | undefined): JsonObject[] =>
      instanceCollection === collection && !String(state).startsWith("TERMINATED") ? listed(list).filter(isObject) : [];
    const [groups, fleets] = [of("INSTANCE_GROUP", instanceGroups), of("INSTANCE_FLEET", instanceFleets)];
    return {
      instanceGroups: groups,
      // What counts for more than one is no number of nodes.
      instanceFleets: fleets.map((fleet) => ({ ...fleet, weights: ["1"] })),
      instanceTypes: [
        ...groups.map(({ instanceType = null }) => instanceType),
        ...fleets.flatMap(({ instanceTypes }) => listed(instanceTypes)),
      ],
      groupNodes: sumOf(groups, ["runningCount"]),
      fleetNodes: sumOf(fleets, ["onDemandUnits", "spotUnits"]),
    };
  },
  // A schedule has one definition.
  "monitoring-schedule": ({ definitions }) => ({ definitions: listed(definitions).slice(0, 1) }),
  // One by its address, the others by a name, which is told nowhere else.
  "notebook-instance": ({ subnetId = null }, index) => ({
    subnetIds: listed([subnetId]).filter((one) => one !== null),
    ...(index % 2 === 1
      ? { defaultCodeRepository: notebookRepository, repositories: [{ url: notebookRepository, urlHoldsCredentials: false }] }
      : { repositories: [] }),
  }),
  "notebook-lifecycle-config": ({ onCreate, onStart }) => ({
    onCreateSha256: sha256(onCreate),
    onStartSha256: sha256(onStart),
    // Of the samples, only those for the creation do what is asked about.
    steps: [step("on-create", 3, "pip-outside"), step("on-create", 3, "download")],
  }),
  "studio-lifecycle-config": () => ({ steps: [step("on-start", 3, "download")] }),
  // The principals and the statement of the sample's policy.
  "vpc-endpoint": () => ({ allowedPrincipals: ["*"], statements: [anybodyMay] }),
};

const instant = "2026-11-02T08:00:00.000Z";

const pick = (values: readonly Json[] | undefined, index: number): Json | undefined => values?.[index % values.length];

const plain = (name: string, field: Leaf, index: number): Json => {
  const sample = pick(field.samples ?? field.values, index);
  if (sample !== undefined) return sample;
  if (field.type === "boolean") return index % 2 === 0;
  if (field.type === "time") return instant;
  return field.type === "string" ? `${name}-${index}` : (field.minimum ?? 1);
};

/** Read as a list of one, where AWS gives a single value. */
const isSingle = ({ api }: LeafList): boolean => Array.isArray(api) && api.length === 1 && !String(api[0]).includes("[*]");

/** A list here, for the sake of kinds that have several; AWS has room for one. */
const holdsOne = ({ api = [] }: LeafList): boolean =>
  placesOf(api).every((place) => place.endsWith("InstanceType") && !place.includes("[*]"));

const valueOf = (name: string, field: Field, index: number): Json => {
  if (field.shape === "leaf") return plain(name, field, index);
  if (field.shape === "leaves") return (field.samples ?? []).slice(0, isSingle(field) || holdsOne(field) ? 1 : 1 + (index % 2));
  if (field.shape === "tags") return { project: "churn", user: "ada", number: String(index) };
  return Array.from({ length: 1 + (index % 2) }, (_, part) =>
    "effect" in field.fields && field.as ? statementOf(field, part) : elementOf(field, part),
  );
};

/** Named by what AWS names it by, which may be another of its fields. */
const elementOf = ({ key, fields }: ElementList, part: number): JsonObject => {
  const config = configOf(fields, part);
  const own = partName(key, config);
  if (own !== undefined) return { ...config, [key]: own };
  const [place] = placesOf(fields[key]?.api ?? "");
  const twin = Object.entries(fields).find(([name, field]) => name !== key && field.api === place);
  return { ...config, [key]: twin ? (config[twin[0]] ?? null) : `part-${part}` };
};

/** Statements are named by where they stand: in a policy of that name, or in the only one. */
const statementOf = (field: ElementList, part: number): JsonObject => {
  const config = configOf(field.fields, part);
  const { policy, condition } = config;
  const told: Json = typeof condition === "string" ? JSON.parse(condition) : {};
  const conditionKeys = Object.values(isObject(told) ? told : {}).flatMap((keys) => (isObject(keys) ? Object.keys(keys) : []));
  return {
    ...config,
    conditionKeys,
    variables: true,
    [field.key]: typeof policy === "string" ? `${policy}/statement-1` : `statement-${part + 1}`,
  };
};

/** By these, others refer to it. */
const namesOf = ({ name }: Kind, config: JsonObject): Json[] | undefined => {
  if (name === "iam-role") return [config["arn"] ?? null, config["name"] ?? null];
  if (name !== "kms-key") return undefined;
  const aliases = Array.isArray(config["aliases"]) ? config["aliases"] : [];
  return [
    config["keyId"] ?? null,
    config["arn"] ?? null,
    ...aliases,
    ...aliases.map((one) => `arn:aws:kms:${region}:${account}:${String(one)}`),
  ];
};

const isKey = (name: string): boolean => /kmsKeyIds?$/i.test(name);

const keysNamed = (name: string, value: Json | undefined): Json[] =>
  listed(Array.isArray(value) ? value : [value ?? null]).flatMap((kmsKeyId) => (typeof kmsKeyId === "string" ? [{ name, kmsKeyId }] : []));

/** Every key that is named anywhere, once more: in a list of its own, by where it is named. */
const keysIn = (fields: Readonly<Record<string, Field>>, config: JsonObject): Json[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    if (field.shape !== "elements") return isKey(name) ? keysNamed(name, config[name]) : [];
    const own = Object.keys(field.fields).filter(isKey);
    const items = name === "keys" ? [] : listed(config[name]).filter(isObject);
    return items.flatMap((item) => own.flatMap((key) => keysNamed(`${name}[${String(item[field.key])}].${key}`, item[key])));
  });

const configOf = (fields: Readonly<Record<string, Field>>, index: number): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valueOf(name, field, index)]));

/** One resource of a kind with something in each of its fields. */
export const resourceOf = (kind: Kind, index: number): Resource => {
  const config = configOf(kind.fields, index);
  Object.assign(config, fitting[kind.name]?.(config, index));
  for (const name of never[kind.name] ?? []) config[name] = null;
  for (const name of [...kind.identity.key, ...(names[kind.name] ?? [])]) {
    const field = kind.fields[name];
    if (field?.shape === "leaf" && !field.values && typeof config[name] === "string") config[name] = `${config[name]}-${index}`;
  }
  const where = kind.global ? globalRegion : region;
  const arn = `arn:aws:${servicePrefix[kind.service]}:${kind.global ? "" : region}:${account}:${kind.name}/${typeof config["clusterId"] === "string" ? config["clusterId"] : `n-${index}`}`;
  if ("arn" in kind.fields) config["arn"] = arn;
  const known = namesOf(kind, config);
  if (known) config["names"] = known;
  if ("keys" in kind.fields) config["keys"] = keysIn(kind.fields, config);
  const name = `${kind.name}-${index}`;
  const saysArn = "arn" in kind.fields || kind.name === "hyperpod-cluster";
  return {
    id: name,
    kind: kind.name,
    name,
    arn: saysArn ? arn : null,
    account,
    region: where,
    createdAt: kind.identity.createdAt === null ? null : instant,
    config,
    unknown: {},
    defaulted: [],
  };
};

/** There is one of it in each account and region. */
const atMost = ({ list }: Kind, count: number): number => (list.items === null ? 1 : count);

export const sampleResources = (count: number): Resource[] =>
  kinds.flatMap((kind) => Array.from({ length: atMost(kind, count) }, (_, index) => resourceOf(kind, index)));

/** An account that holds so many of every kind, as AWS would describe them. */
export const everyKind = (count: number): Record<string, JsonObject[]> => {
  const documents: Record<string, JsonObject[]> = {};
  for (const kind of kinds)
    documents[kind.name] = Array.from({ length: atMost(kind, count) }, (_, index) => documentOf(kind, resourceOf(kind, index)));
  return documents;
};
