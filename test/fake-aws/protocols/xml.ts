import { isObject, type Json, type JsonObject } from "../../../src/estate/json.ts";
import { elementOf, mapValueOf, membersOf, simpleOf, traitsOf, type Shape } from "../shapes.ts";

export const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export const tag = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;

const nameIn = (shape: Shape, name: string): string => {
  const { xmlName } = traitsOf(shape);
  return typeof xmlName === "string" ? xmlName : name;
};

const plain = (shape: Shape, value: Json): string => {
  if (simpleOf(shape) === "time" && typeof value === "string") return new Date(value).toISOString();
  return escaped(typeof value === "string" ? value : JSON.stringify(value));
};

const member = (name: string, shape: Shape, value: Json): string => {
  const own = nameIn(shape, name);
  const element = elementOf(shape);
  if (traitsOf(shape)["xmlFlattened"] === undefined || element === undefined || !Array.isArray(value))
    return tag(own, content(shape, value));
  return value.map((item) => tag(own, content(element, item))).join("");
};

/** What stands between the tags of a value of this shape. */
export function content(shape: Shape, value: Json): string {
  const element = elementOf(shape);
  if (element !== undefined && Array.isArray(value))
    return value.map((item) => tag(nameIn(element, "member"), content(element, item))).join("");
  if (!isObject(value)) return plain(shape, value);
  const inMap = mapValueOf(shape);
  if (inMap !== undefined)
    return Object.entries(value)
      .map(([key, item]) => tag("entry", tag("key", escaped(key)) + tag("value", content(inMap, item))))
      .join("");
  return members(shape, value);
}

export const members = (shape: Shape, value: JsonObject): string =>
  [...membersOf(shape)]
    .flatMap(([name, part]) => {
      const item = value[name];
      return item === undefined || item === null ? [] : [member(name, part, item)];
    })
    .join("");

export const xmlType = "text/xml";
