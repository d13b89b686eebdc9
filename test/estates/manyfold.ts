import { isObject, type JsonObject } from "../../src/estate/json.ts";
import { globalRegion } from "../../src/estate/relation.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { kindNamed } from "../../src/kinds/registry.ts";
import { documentOf } from "../fake-aws/seed-from-estate.ts";
import { tableOf } from "../fake-aws/tables.ts";
import { drawFrom } from "./draw.ts";
import { recentHours } from "./jobs.ts";
import { own } from "./own.ts";
import type { Place, World } from "./place.ts";
import { type Peers, refer } from "./refer.ts";
import { type Drawn, inPlace, sampled } from "./sampled.ts";

/** An estate of which each thing is made when it is asked for, always the same, from its kind and number alone. */
export type Manyfold = {
  count: (kind: string) => number;
  document: (kind: string, index: number) => JsonObject;
  /** The number of the one of a name, of those from a number on, as a history counts them. */
  indexOf: (kind: string, from: number) => (name: string) => number | undefined;
};

export type Plan = {
  seed: number;
  count: (kind: string) => number;
  /** Of what ends and stays listed, the first so many are the last days'; the others end further and further back. */
  most: number;
};

/** So many are kept for those who refer to them; whoever was forgotten is made again. */
const kept = 4000;
const years = 3;

const kindOf = (name: string): Kind => {
  const kind = kindNamed(name);
  if (!kind) throw new Error(`There is no kind ${name}.`);
  return kind;
};

const remembering = <Made>(make: (kind: Kind, index: number) => Made): ((name: string, index: number) => Made) => {
  const memory = new Map<string, Made>();
  return (name, index) => {
    const key = `${name} ${index}`;
    const made = memory.get(key) ?? make(kindOf(name), index);
    if (memory.size >= kept) memory.clear();
    memory.set(key, made);
    return made;
  };
};

type Life = { age: number; hasEnded: boolean };

/** When it was made, in hours before now, and whether it is over. Of what ends, a few are under way. */
const lifeOf = (kind: Kind, index: number, { draw }: World, { most, count }: Plan): Life => {
  if (kind.history === null) return { age: 24 + draw.below(3000), hasEnded: false };
  if (index < most) return { age: 1 + draw.below(recentHours - 2), hasEnded: draw.chance(0.9) };
  const step = (years * 365 * 24) / Math.max(1, count(kind.name) - most);
  return { age: recentHours + (index - most) * step, hasEnded: true };
};

const profileOf = (roleArn: string): { Arn: string; InstanceProfileName: string } => {
  const InstanceProfileName = roleArn.split("/").at(-1) ?? "";
  return { Arn: roleArn.replace(/:role\/.*$/, `:instance-profile/${InstanceProfileName}`), InstanceProfileName };
};

/** What a document says of its own ARN, and of what is called by it. */
const arnIn = (kind: Kind, arn: string): JsonObject => {
  const member = tableOf(kind.name).arnMember;
  const isTold = "arn" in kind.fields || kind.name === "hyperpod-cluster";
  return {
    ...(isTold && member !== undefined && { [member]: arn }),
    ...(kind.name === "iam-role" && { InstanceProfileList: [profileOf(arn)] }),
  };
};

/** A thing as AWS would describe it, with the ARN that AWS would give it. */
const asDescribed = (kind: Kind, { config, createdAt, tags }: Drawn, place: Place): { document: JsonObject; arn: string } => {
  // What is its ARN, how others call it, and what its groups let in, stands elsewhere.
  const { arn: _, names: __, opensNotebookPort: ___, ...rest } = config;
  const resource = {
    id: "",
    kind: kind.name,
    name: "",
    arn: null,
    unknown: {},
    defaulted: [],
    account: place.account,
    region: place.region,
  };
  const written = documentOf(kind, { ...resource, config: rest, createdAt: kind.identity.createdAt === null ? null : createdAt });
  const moving = inPlace(written, place);
  const document = isObject(moving) ? moving : {};
  // Of HyperPod, the ARN alone tells the id.
  const named = kind.name === "hyperpod-cluster" ? { ...document, ClusterName: config["clusterId"] ?? null } : document;
  const arn = tableOf(kind.name).arn(named, place);
  return { document: { ...document, ...arnIn(kind, arn), Tags: tags }, arn };
};

/** By which others refer to it. */
const namesOf = (kind: Kind, config: JsonObject, arn: string): JsonObject => {
  const aliases = Array.isArray(config["aliases"]) ? config["aliases"] : [];
  if (kind.name === "kms-key") return { names: [config["keyId"] ?? null, arn, ...aliases] };
  if (kind.name !== "iam-role") return {};
  const name = String(config["name"]);
  return { names: [arn, name, profileOf(arn).Arn] };
};

export const manyfold = (place: Place, plan: Plan): Manyfold => {
  // What is global is drawn alike, whichever region it is looked at from.
  const worldOf = (kind: string, index: number): World => {
    const region = kindOf(kind).global ? globalRegion : place.region;
    return { ...place, draw: drawFrom(plan.seed, place.account, region, place.organization, kind, index) };
  };
  const peers: Peers = {
    count: plan.count,
    said: remembering((kind, index) => {
      const { config } = drawn(kind, index);
      const { arn } = asDescribed(kind, { config, tags: [], createdAt: place.now }, place);
      return { ...config, arn, ...namesOf(kind, config, arn) };
    }),
  };
  const make = (kind: Kind, index: number): Drawn => {
    const world = worldOf(kind.name, index);
    const life = lifeOf(kind, index, world, plan);
    const made = own(world, kind, { index, ...life, peers, like: worldOf }) ?? sampled(world, kind, { index, ...life });
    return { ...made, config: refer(made.config, { world, kind, index, peers }) };
  };
  const drawnOf = remembering(make);
  const drawn = (kind: Kind, index: number): Drawn => drawnOf(kind.name, index);
  const document = (name: string, index: number): JsonObject => asDescribed(kindOf(name), drawn(kindOf(name), index), place).document;
  return {
    count: plan.count,
    document,
    indexOf: (name, from) => (word) => {
      const index = Number(/-(\d+)$/.exec(word)?.[1] ?? Number.NaN);
      const isThere = index >= from && index < plan.count(name);
      return isThere && isObject(drawn(kindOf(name), index).config) && drawn(kindOf(name), index).config["name"] === word
        ? index - from
        : undefined;
    },
  };
};
