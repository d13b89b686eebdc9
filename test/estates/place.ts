import type { JsonObject } from "../../src/estate/json.ts";
import type { Draw } from "./draw.ts";
import { divisions, projects, strangers } from "./words.ts";

/** Who has the estate: a team with a platform that tags what it makes, or an enterprise in which each division does as it likes. */
export type Organization = "platform" | "enterprise";

/** What the documents of one estate share: where and when it is, and the chances that are drawn for it. */
export type World = { account: string; region: string; now: string; draw: Draw; organization: Organization };

export const hoursBefore = ({ now }: World, hours: number): string =>
  new Date(Date.parse(now) - Math.round(hours * 3_600_000)).toISOString();
export const roleArn = ({ account }: World, name: string): string => `arn:aws:iam::${account}:role/${name}`;
export const keyArn = ({ account, region }: World): string => `arn:aws:kms:${region}:${account}:key/3f1c9a52-7d0e-4b61-9c1e-5a2f8e7b4d10`;
export const groups = ["sg-07c1e5a9f3b2d4860"];
export const subnet = "subnet-0a41f2c9d3e8b7a10";
export const vpc = { SecurityGroupIds: groups, Subnets: [subnet, "subnet-0b52e3dae4f9c8b21"] };

export const imageOf = ({ account, region, draw }: World, name: string): string =>
  draw.chance(0.1)
    ? `444455556666.dkr.ecr.${region}.amazonaws.com/quick-automl:latest`
    : `${account}.dkr.ecr.${region}.amazonaws.com/${name}:${1 + draw.below(6)}.${draw.below(10)}`;

/** Who a thing belongs to; `tags` is what its tags say of that, which is not always so. */
export type Owned = { project: string; user: string; tags: JsonObject[] };

const tag = (Key: string, Value: string): JsonObject => ({ Key, Value });

/** Half of what an enterprise has bears the tags that its accountants ask for, and nothing else. */
const inDivision = (draw: Draw): Owned => {
  const { name, members } = draw.pick(divisions);
  const user = draw.pick(members);
  const booked = [tag("Owner", `${user}@example.com`), tag("Environment", draw.pick(["dev", "test", "prod"])), tag("CostCentre", name)];
  if (draw.chance(0.1)) return { project: name, user, tags: [] };
  return { project: name, user, tags: draw.chance(0.5) ? booked : [...booked, tag("project", name), tag("user", user)] };
};

export const someone = ({ draw, organization }: World): Owned => {
  if (organization === "enterprise") return inDivision(draw);
  const { name, members } = draw.pick(projects);
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
