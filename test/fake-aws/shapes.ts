import * as ec2 from "@aws-sdk/client-ec2";
import * as ecr from "@aws-sdk/client-ecr";
import * as efs from "@aws-sdk/client-efs";
import * as emr from "@aws-sdk/client-emr";
import * as emrServerless from "@aws-sdk/client-emr-serverless";
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as organizations from "@aws-sdk/client-organizations";
import * as pricing from "@aws-sdk/client-pricing";
import * as tagging from "@aws-sdk/client-resource-groups-tagging-api";
import * as s3 from "@aws-sdk/client-s3";
import * as sagemaker from "@aws-sdk/client-sagemaker";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";

/** A shape as the SDK packages carry it: a number for a simple type, an array for the rest, or a function that gives one. */
export type Shape = unknown;
export type OperationShape = { input: Shape; output: Shape };

export const services = {
  sagemaker,
  emr,
  "emr-serverless": emrServerless,
  iam,
  ec2,
  s3,
  efs,
  ecr,
  kms,
  organizations,
  pricing,
  tagging,
  sts,
  ssm,
};
export type ServiceName = keyof typeof services;

// The first entry of a schema's array says what it is; a simple type is a number, with bits for "list of" and "map of".
const list = 1;
const map = 2;
const structures: readonly unknown[] = [3, -3, 4];
const operation = 9;
const listBit = 64;
const mapBit = 128;
const numeric = [1, 17, 19];
const isTimestamp = (simple: number): boolean => simple >= 4 && simple <= 7;

const isThunk = (shape: Shape): shape is () => Shape => typeof shape === "function";
const partsOf = (shape: Shape): readonly unknown[] => (Array.isArray(shape) ? shape : []);
const namesOf = (shape: Shape): readonly string[] => partsOf(partsOf(shape)[4]).map(String);

const resolved = (shape: Shape): Shape => {
  let at: unknown = shape;
  for (;;) {
    if (isThunk(at)) at = at();
    else if (Array.isArray(at) && at.length === 2) at = at[0];
    else if (Array.isArray(at) && at[0] === 0) at = at[4];
    else return at;
  }
};

const operationShapes = new Map<string, OperationShape | undefined>();

const readOperation = (service: ServiceName, name: string): OperationShape | undefined => {
  const found: unknown = Reflect.get(services[service], `${name}$`);
  return Array.isArray(found) && found[0] === operation ? { input: resolved(found[4]), output: resolved(found[5]) } : undefined;
};

export const operationShape = (service: ServiceName, name: string): OperationShape | undefined => {
  const key = `${service}:${name}`;
  if (!operationShapes.has(key)) operationShapes.set(key, readOperation(service, name));
  return operationShapes.get(key);
};

const traitBits: Readonly<Record<number, string>> = { 1: "httpLabel", 16: "httpPayload" };

/** What the model says of a member beside its shape: where in a request it stands, what it is called in XML. */
export const traitsOf = (shape: Shape): Readonly<Record<string, unknown>> => {
  const traits: unknown = Array.isArray(shape) && shape.length === 2 ? shape[1] : undefined;
  if (typeof traits === "object" && traits !== null) return Object.fromEntries(Object.entries(traits));
  if (typeof traits !== "number") return {};
  return Object.fromEntries(Object.entries(traitBits).flatMap(([bit, name]) => ((traits & Number(bit)) === 0 ? [] : [[name, true]])));
};

/** What a structure is called as the root of an XML document. */
export const rootNameOf = (shape: Shape): string | undefined => {
  const traits: unknown = partsOf(resolved(shape))[3];
  const name: unknown = typeof traits === "object" && traits !== null ? Reflect.get(traits, "xmlName") : undefined;
  return typeof name === "string" ? name : undefined;
};

/** Method and address of an operation, where it has an address of its own. */
export const httpOf = (service: ServiceName, name: string): { method: string; uri: string } | undefined => {
  const found: unknown = Reflect.get(services[service], `${name}$`);
  const traits: unknown = partsOf(found)[3];
  const http: unknown = typeof traits === "object" && traits !== null ? Reflect.get(traits, "http") : undefined;
  const [method, uri] = partsOf(http);
  return typeof method === "string" && typeof uri === "string" ? { method, uri } : undefined;
};

export const operationNames = (service: ServiceName): string[] =>
  Object.entries(services[service]).flatMap(([name, value]) => (Array.isArray(value) && value[0] === operation ? [name.slice(0, -1)] : []));

const none: ReadonlyMap<string, Shape> = new Map();
const knownMembers = new WeakMap<object, ReadonlyMap<string, Shape>>();

/** The members of a structure, or none. */
export const membersOf = (shape: Shape): ReadonlyMap<string, Shape> => {
  const at = resolved(shape);
  if (!Array.isArray(at) || !structures.includes(at[0])) return none;
  const known = knownMembers.get(at);
  if (known) return known;
  const shapes = partsOf(at[5]);
  const members = new Map(namesOf(at).map((name, index) => [name, shapes[index]]));
  knownMembers.set(at, members);
  return members;
};

export const elementOf = (shape: Shape): Shape => {
  const at = resolved(shape);
  if (Array.isArray(at)) return at[0] === list ? at[4] : undefined;
  return typeof at === "number" && at >= listBit && at < mapBit ? at - listBit : undefined;
};

/** One of the items of an answer: of a list, of the lists of its groups (`Reservations[*].Instances`), or the answer itself. */
export const itemShape = (output: Shape, items: string | null): Shape =>
  (items?.split("[*].") ?? []).reduce<Shape>((at, member) => elementOf(membersOf(at).get(member)), output);

export const mapValueOf = (shape: Shape): Shape => {
  const at = resolved(shape);
  if (Array.isArray(at)) return at[0] === map ? at[5] : undefined;
  return typeof at === "number" && at >= mapBit ? at - mapBit : undefined;
};

export const requiredOf = (shape: Shape): readonly string[] => {
  const at = resolved(shape);
  const count = partsOf(at)[6];
  return typeof count === "number" ? namesOf(at).slice(0, count) : [];
};

/** The name of a plain type, or nothing for what is made of others. */
export const simpleOf = (shape: Shape): "string" | "number" | "boolean" | "time" | undefined => {
  const simple = resolved(shape);
  if (typeof simple !== "number" || simple >= listBit) return undefined;
  if (isTimestamp(simple)) return "time";
  if (numeric.includes(simple)) return "number";
  return simple === 2 ? "boolean" : simple === 0 ? "string" : undefined;
};

/** A value that was sent as text. */
export const fromText = (shape: Shape, text: string): Json => {
  const simple = simpleOf(shape);
  if (simple === "number") return Number(text);
  return simple === "boolean" ? text === "true" : text;
};

const simpleFault = (simple: unknown, value: unknown): string | undefined => {
  if (typeof simple !== "number" || simple === 15) return undefined;
  if (isTimestamp(simple))
    return typeof value === "number" || (typeof value === "string" && !Number.isNaN(Date.parse(value))) ? undefined : "a timestamp";
  if (simple === 2) return typeof value === "boolean" ? undefined : "a boolean";
  if (numeric.includes(simple)) return typeof value === "number" ? undefined : "a number";
  return typeof value === "string" ? undefined : "text";
};

/** What in a value does not fit the shape: members it does not have, wrong types. Empty if it fits. */
export const misfits = (shape: Shape, value: unknown, at = ""): string[] => {
  if (value === undefined || value === null) return [];
  const element = elementOf(shape);
  if (element !== undefined)
    return Array.isArray(value) ? value.flatMap((item, index) => misfits(element, item, `${at}[${index}]`)) : [`${at} is not a list`];
  const mapValue = mapValueOf(shape);
  if (mapValue !== undefined)
    return isObject(value)
      ? Object.entries(value).flatMap(([key, item]) => misfits(mapValue, item, `${at}.${key}`))
      : [`${at} is not a map`];
  const members = membersOf(shape);
  if (!Array.isArray(resolved(shape))) {
    const wanted = simpleFault(resolved(shape), value);
    return wanted === undefined ? [] : [`${at} is not ${wanted}`];
  }
  if (!isObject(value)) return [`${at} is not a structure`];
  return Object.entries(value).flatMap(([name, item]) =>
    members.has(name) ? misfits(members.get(name), item, `${at}.${name}`) : [`${at}.${name} is not in AWS's model`],
  );
};

/** Members of an input without which AWS would not even look at it. */
export const missing = (shape: Shape, input: JsonObject, at: string): string[] =>
  requiredOf(shape).flatMap((name) => (input[name] === undefined ? [`${at}.${name} is missing`] : []));

/** The parts that AWS always gives, be they empty, and the document lacks. What is null is left out all the same: no answer of AWS is like that. */
export const emptyParts = (shape: Shape, document: JsonObject): JsonObject =>
  Object.fromEntries(
    requiredOf(shape).flatMap((name) => {
      const part = membersOf(shape).get(name);
      if (document[name] !== undefined) return [];
      if (elementOf(part) !== undefined) return [[name, []]];
      return membersOf(part).size > 0 ? [[name, {}]] : [];
    }),
  );

/** The value as it goes over the wire: times as seconds since 1970, absent members left out. */
export const toWire = (shape: Shape, value: unknown): unknown => {
  const simple = resolved(shape);
  if (typeof simple === "number" && isTimestamp(simple) && typeof value === "string") return Date.parse(value) / 1000;
  const element = elementOf(shape);
  if (element !== undefined && Array.isArray(value)) return value.map((item) => toWire(element, item));
  if (!isObject(value)) return value;
  const members = membersOf(shape);
  const mapValue = mapValueOf(shape);
  const present = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(present.map(([name, item]) => [name, toWire(members.get(name) ?? mapValue, item)]));
};

/** Only the members that the shape has, at every depth: what AWS's summary shows of a description. */
export const project = (shape: Shape, value: Json): Json => {
  const element = elementOf(shape);
  if (element !== undefined && Array.isArray(value)) return value.map((item) => project(element, item));
  if (!isObject(value) || mapValueOf(shape) !== undefined) return value;
  const members = membersOf(shape);
  return members.size === 0
    ? value
    : Object.fromEntries(
        Object.entries(value).flatMap(([name, item]) => (members.has(name) ? [[name, project(members.get(name), item)]] : [])),
      );
};
