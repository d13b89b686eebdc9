import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { type ElementList, type Field, type Fields, type Leaf, type LeafList, placesOf } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { resourceOf } from "../fake-aws/every-kind.ts";
import { habitOf, lackOf, outside } from "./habits.ts";
import { identified } from "./identified.ts";
import { hoursBefore, moved, type Place, someone, type World } from "./place.ts";

/** A thing before it is written as AWS would describe it. `age`: hours since it was made. */
export type Drawn = { config: JsonObject; tags: JsonObject[]; createdAt: string };

type At = { world: World; kind: Kind; age: number; hasEnded: boolean; list?: string };

const fails = (state: Json | undefined): boolean => /fail|error/i.test(String(state));
const settled = /^(in ?service|created|active|available|completed|create_?completed|enabled|started|updated|scheduled|running|waiting)$/i;

/** Most of what there is works. */
const stateOf = ({ world: { draw }, kind, hasEnded }: At, { values = [] }: Leaf): Json => {
  const ends = kind.history === null ? [] : (kind.states?.terminal ?? []);
  if (ends.length > 0 && hasEnded) return draw.pick(ends);
  const usual = values.filter((value) => settled.test(String(value)) || kind.states?.running.includes(String(value)));
  const wrong = values.filter(fails);
  if (wrong.length > 0 && draw.chance(0.06)) return draw.pick(wrong);
  return draw.pick(usual.length > 0 ? usual : values);
};

const timeOf = (name: string, { world, age, hasEnded }: At): string | null => {
  if (/^(deletion|deprecated|versionEnds)/i.test(name) || (name === "endedAt" && !hasEnded)) return null;
  const share = name === "startedAt" ? 0.99 : name === "endedAt" ? 0.9 : world.draw.below(90) / 100;
  return hoursBefore(world, age * share);
};

const mayLack = (kind: Kind, name: string, field: Leaf): boolean =>
  field.nullable && !kind.identity.key.includes(name) && kind.states?.field !== name;

const leafOf = (name: string, { field, before }: { field: Leaf; before: Json }, at: At): Json => {
  const { world, kind, list } = at;
  const { draw } = world;
  const habit = habitOf(kind.name, name, list);
  if (!habit && (name === kind.states?.field || name === "state")) return field.values ? stateOf(at, field) : before;
  if (before === null && !habit) return null;
  if (habit?.wrong.length && draw.chance(habit.share)) return draw.pick(habit.wrong);
  // A part of a list is what its neighbours in it say, but for its key.
  const isFree = list === undefined || /kmskeyid$/i.test(name);
  if (isFree && mayLack(kind, name, field) && draw.chance(lackOf(kind.name, name))) return null;
  if (habit) return draw.pick(habit.usual);
  if (field.type === "time") return timeOf(name, at);
  const several = field.samples ?? field.values ?? [];
  return isFree && several.length > 1 && !kind.identity.key.includes(name) ? draw.pick(several) : before;
};

const listOf = (name: string, { before }: { field: LeafList; before: Json }, { world, kind, list }: At): Json => {
  const habit = habitOf(kind.name, name, list);
  if (!habit) return before;
  return world.draw.pick(habit.wrong.length > 0 && world.draw.chance(habit.share) ? habit.wrong : habit.usual);
};

/** Whether a part of an element is what names it. */
export const isTwin = ({ fields, key }: ElementList, { api }: Leaf | LeafList): boolean =>
  api !== undefined && placesOf(api)[0] === placesOf(fields[key]?.api ?? "")[0];

const valueOf = (name: string, { field, before }: { field: Field; before: Json }, at: At): Json => {
  if (field.shape === "leaf") return leafOf(name, { field, before }, at);
  if (field.shape === "leaves") return listOf(name, { field, before }, at);
  if (field.shape === "tags" || !Array.isArray(before)) return before;
  const free = Object.fromEntries(Object.entries(field.fields).filter(([part, inner]) => part !== field.key && !isTwin(field, inner)));
  const names = field.fields[field.key]?.samples ?? [];
  return before.filter(isObject).map((element, part) => {
    // Samples that say nothing of it call it by its number.
    const isNumbered = element[field.key] === `part-${part}` && part < names.length;
    return habitual(free, { ...element, ...(isNumbered && { [field.key]: names[part] ?? null }) }, { ...at, list: name });
  });
};

const network = ["subnetIds", "securityGroupIds"];

/** What people write into the fields, and forget. What names an element, or follows from other fields, stays. */
const habitual = (fields: Fields, config: JsonObject, at: At): JsonObject => {
  const isOutside = at.kind.surrounds !== true && at.world.draw.chance(outside);
  const entries = Object.entries(config).map(([name, before]): [string, Json] => {
    const field = fields[name];
    if (!field || field.shape === "tags" || name === "id" || name === "arn" || field.api === undefined) return [name, before];
    if (isOutside && field.shape === "leaves" && network.includes(name)) return [name, []];
    return [name, valueOf(name, { field, before }, at)];
  });
  return Object.fromEntries(entries);
};

/** What was written for one place, of another, whatever it lies in. */
export const inPlace = (value: Json, world: Place): Json => {
  if (typeof value === "string") return moved(value, world);
  if (Array.isArray(value)) return value.map((item) => inPlace(item, world));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inPlace(item, world)])) : value;
};

/** Fields that follow from others. */
const fitting: Readonly<Record<string, (config: JsonObject, index: number) => JsonObject>> = {
  // One table serves whatever no other serves.
  "route-table": ({ routes, subnetIds }, index) => ({
    main: index === 0,
    subnetIds: index === 0 ? [] : (subnetIds ?? []),
    // A route leads to one place.
    routes: (Array.isArray(routes) ? routes : [])
      .filter(isObject)
      .map((one) => ({ ...one, ...(one["gatewayId"] !== null && { natGatewayId: null }) })),
  }),
  // What runs is written in the schedule, or in a definition that it names.
  "monitoring-schedule": ({ definitionName }) => (definitionName === null ? {} : { definitions: [] }),
  "efs-file-system": ({ encrypted }) => (encrypted === false ? { kmsKeyId: null } : {}),
  "s3-bucket": ({ encryption }) => (encryption === "aws:kms" ? {} : { kmsKeyId: null }),
  "ecr-repository": ({ encryption }) => (encryption === "AES256" ? { kmsKeyId: null } : {}),
  // AWS turns its own keys by itself, and tells nobody.
  "kms-key": ({ manager }) => (manager === "AWS" ? { rotation: false } : {}),
};

/** A thing of any kind: what its fields may hold, named by a team, with the team's tags, and with what people get wrong. */
export const sampled = (world: World, kind: Kind, { index, age, hasEnded }: { index: number; age: number; hasEnded: boolean }): Drawn => {
  const owner = someone(world, index);
  const { config } = resourceOf(kind, index);
  const habits = habitual(kind.fields, config, { world, kind, age, hasEnded });
  const named = identified({ ...habits, ...fitting[kind.name]?.(habits, index) }, { world, kind, index, owner });
  const failed = fails(named["state"]) ? {} : "failureReason" in named ? { failureReason: null } : {};
  const moving = inPlace({ ...named, ...failed }, world);
  return {
    config: isObject(moving) ? moving : {},
    tags: kind.tags.from === "nowhere" ? [] : owner.tags,
    createdAt: hoursBefore(world, age),
  };
};
