import { isObject } from "../estate/json.ts";

/** What stands there, with what is asked for over it; a list is one value. */
const over = (below: unknown, above: unknown): unknown => {
  if (above === undefined) return below;
  if (!isObject(below) || !isObject(above)) return above;
  const members = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(members.map((member) => [member, over(below[member], above[member])]));
};

const at = (value: unknown, [member, ...deeper]: readonly string[]): unknown => {
  if (member === undefined) return value;
  return isObject(value) ? at(value[member], deeper) : undefined;
};

type Members = Record<string, unknown>;

const replaced = (object: Members, [member = "", ...deeper]: readonly string[], by: unknown): Members => {
  const inner = object[member];
  return { ...object, [member]: deeper.length === 0 ? by : replaced(isObject(inner) ? inner : {}, deeper, by) };
};

/** A request whose parts at these paths AWS would replace as a whole: what the description has there goes along. */
export const withAlong = (request: Members, description: unknown, paths: readonly string[]): Members =>
  paths.reduce((so, path) => {
    const steps = path.split(".");
    const both = over(at(description, steps), at(so, steps));
    return both === undefined ? so : replaced(so, steps, both);
  }, request);
