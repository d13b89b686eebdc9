import type { JsonObject } from "../../src/estate/json.ts";
import type { Draw } from "./draw.ts";
import { divisions, projects, strangers } from "./words.ts";

/** Who has the estate: a team with a platform that tags what it makes, or an enterprise in which each division does as it likes. */
export type Organization = "platform" | "enterprise";

/** Where and when an estate is. */
export type Place = { account: string; region: string; partition: string; now: string; organization: Organization };
/** What the documents of one estate share: its place, and the chances that are drawn for it. */
export type World = Place & { draw: Draw };

export const hoursBefore = ({ now }: Pick<Place, "now">, hours: number): string =>
  new Date(Date.parse(now) - Math.round(hours * 3_600_000)).toISOString();
export const roleArn = ({ account, partition }: Place, name: string): string => `arn:${partition}:iam::${account}:role/${name}`;
export const keyArn = ({ account, region, partition }: Place): string =>
  `arn:${partition}:kms:${region}:${account}:key/3f1c9a52-7d0e-4b61-9c1e-5a2f8e7b4d10`;
const domainOf = ({ partition }: Place): string => (partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com");
/** The registry of an account, whose images are named by it. */
export const registryOf = (place: Place, account = place.account): string => `${account}.dkr.ecr.${place.region}.${domainOf(place)}`;
export const groups = ["sg-07c1e5a9f3b2d4860"];
export const subnet = "subnet-0a41f2c9d3e8b7a10";
export const vpcId = "vpc-0d83b1e6f7a2c4951";
export const vpc = { SecurityGroupIds: groups, Subnets: [subnet, "subnet-0b52e3dae4f9c8b21"] };

export const imageOf = (world: World, name: string): string =>
  world.draw.chance(0.1)
    ? `${registryOf(world, "444455556666")}/quick-automl:latest`
    : `${registryOf(world)}/${name}:${1 + world.draw.below(6)}.${world.draw.below(10)}`;

const placed = /123456789012|111122223333|eu-central-1|arn:aws:|dkr\.ecr/;

/** What was written for one place, of another: samples know one account and one region. */
export const moved = (text: string, place: Place): string =>
  !placed.test(text)
    ? text
    : text
        .replaceAll(/\b(123456789012|111122223333)\b/g, place.account)
        .replaceAll("eu-central-1", place.region)
        .replaceAll("arn:aws:", `arn:${place.partition}:`)
        .replaceAll(/(\.dkr\.ecr\.[a-z0-9-]+)\.amazonaws\.com(?=\/|$)/g, `$1.${domainOf(place)}`);

/** Who a thing belongs to; `tags` is what its tags say of that, which is not always so. */
export type Owned = { project: string; user: string; tags: JsonObject[] };

export const teams = (organization: Organization): number => (organization === "enterprise" ? divisions : projects).length;

const tag = (Key: string, Value: string): JsonObject => ({ Key, Value });

/** Half of what an enterprise has bears the tags that its accountants ask for, and nothing else. */
const inDivision = (draw: Draw, index: number): Owned => {
  const { name, members } = divisions[index % divisions.length] ?? divisions[0];
  const user = draw.pick(members);
  const booked = [tag("Owner", `${user}@example.com`), tag("Environment", draw.pick(["dev", "test", "prod"])), tag("CostCentre", name)];
  if (draw.chance(0.1)) return { project: name, user, tags: [] };
  return { project: name, user, tags: draw.chance(0.5) ? booked : [...booked, tag("project", name), tag("user", user)] };
};

/** The team of the thing of this number: things of numbers that are `teams` apart are of the same one. */
export const someone = ({ draw, organization }: World, index: number): Owned => {
  if (organization === "enterprise") return inDivision(draw, index);
  const { name, members } = projects[index % projects.length] ?? projects[0];
  const user = draw.pick(members);
  const owned = (tags: JsonObject[]): Owned => ({ project: name, user, tags });
  if (draw.chance(0.04)) return owned([]);
  if (draw.chance(0.05)) return owned([tag("project", name)]);
  const project = draw.chance(0.04) ? draw.pick(strangers.projects) : name;
  const said = draw.chance(0.05) ? draw.pick(strangers.users) : user;
  const extra = draw.chance(0.2) ? [tag("cost-center", String(4000 + draw.below(20)))] : [];
  return owned([tag("project", project), tag("user", said), ...(draw.chance(0.93) ? [tag("system", "MLSpace")] : []), ...extra]);
};

/** The part of a document that is there only by chance. AWS leaves out what is not there. */
export const sometimes = (draw: Draw, share: number, part: JsonObject): JsonObject => (draw.chance(share) ? part : {});
