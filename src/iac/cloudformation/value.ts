import { isObject, type Json } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import type { Path } from "../../kinds/path-in.ts";
import type { UnknownAt } from "../../kinds/read-fields.ts";

/**
 * What a part of a template comes to, as far as the template tells: `nothing` is AWS::NoValue, of a `hidden` one no more is known
 * than why; it may turn out to be nothing where `maybe` says so. `rest`: a map may have members that nobody can see.
 */
export type Value =
  | { is: "plain"; value: string | number | boolean }
  | { is: "list"; items: readonly Value[] }
  | { is: "map"; members: ReadonlyMap<string, Value>; rest?: Unknown }
  | { is: "hidden"; unknown: Unknown; maybe?: true }
  | { is: "nothing" };

export const nothing: Value = { is: "nothing" };
export const plain = (value: string | number | boolean): Value => ({ is: "plain", value });
export const hidden = (unknown: Unknown): Value => ({ is: "hidden", unknown });

/** The token of an unknown text as a part of a larger one. */
export const asHole = (same: string): string => (same.includes("<") ? same : `<${same}>`);

/** CloudFormation takes 2 for "2", and true for "true". */
export const textOf = (value: Value): string | undefined => (value.is === "plain" ? String(value.value) : undefined);

/** Whether something is certain to be there. */
const isSet = (value: Value): boolean => {
  if (value.is === "hidden") return value.unknown.set === true && value.maybe !== true;
  return value.is === "plain" ? value.value !== "" : value.is !== "nothing";
};

const sameText = (values: readonly Value[]): boolean => {
  const [first, ...rest] = values.map(textOf);
  return first !== undefined && rest.every((one) => one === first);
};

/** One of these, and nobody knows which: as much of it as they have in common. */
export const oneOf = (values: readonly Value[], why: Unknown): Value => {
  const [first = nothing, ...rest] = values;
  if (rest.length === 0 || sameText(values) || values.every((value) => value.is === "nothing")) return first;
  const maps = values.flatMap((value) => (value.is === "map" ? [value] : []));
  if (maps.length === values.length) {
    const keys = [...new Set(maps.flatMap(({ members }) => [...members.keys()]))];
    const rests = maps.flatMap((map) => (map.rest ? [map.rest] : []));
    const members = new Map(
      keys.map((key) => [
        key,
        oneOf(
          maps.map((map) => map.members.get(key) ?? nothing),
          why,
        ),
      ]),
    );
    return { is: "map", members, ...(rests[0] ? { rest: rests[0] } : {}) };
  }
  const lists = values.flatMap((value) => (value.is === "list" ? [value.items] : []));
  const [items = []] = lists;
  if (lists.length === values.length && lists.every((list) => list.length === items.length))
    return {
      is: "list",
      items: items.map((_, index) =>
        oneOf(
          lists.map((list) => list[index] ?? nothing),
          why,
        ),
      ),
    };
  const secret = values.flatMap((value) => (value.is === "hidden" && value.unknown.reason === "sensitive" ? [value.unknown] : []))[0];
  const { set: _, same: __, ...reason } = secret ?? why;
  const maybe = values.some((value) => value.is === "nothing" || (value.is === "hidden" && value.maybe));
  return { is: "hidden", unknown: { ...reason, ...(values.every(isSet) ? { set: true } : {}) }, ...(maybe ? { maybe: true } : {}) };
};

/** The known part, with null in the place of a hidden element. */
export const documentOf = (value: Value): Json | undefined => {
  if (value.is === "plain") return value.value;
  if (value.is === "list") return value.items.filter((item) => item.is !== "nothing").map((item) => documentOf(item) ?? null);
  if (value.is !== "map") return undefined;
  const entries = [...value.members].flatMap(([key, member]): [string, Json][] => {
    const known = documentOf(member);
    return known === undefined ? [] : [[key, known]];
  });
  return Object.fromEntries(entries);
};

/** What is hidden anywhere in a value. */
export const hiddenWithin = (value: Value): Unknown | undefined => {
  if (value.is === "hidden") return value.unknown;
  const below = value.is === "list" ? value.items : value.is === "map" ? value.members.values() : [];
  for (const part of below) {
    const found = hiddenWithin(part);
    if (found) return found;
  }
  return value.is === "map" ? value.rest : undefined;
};

/** A property of what a resource says. */
export const memberOf = (value: Value, name: string): Value => {
  if (value.is !== "map") return value.is === "hidden" ? value : nothing;
  return value.members.get(name) ?? (value.rest ? hidden(value.rest) : nothing);
};

/** The elements of a list; what is none, or may be one, stands for one. */
export const elementsOf = (value: Value): readonly Value[] => {
  if (value.is === "nothing") return [];
  return value.is === "list" ? value.items.filter((item) => item.is !== "nothing") : [value];
};

const step = (value: Value, name: string | number): Value => {
  if (value.is === "list") {
    const item = typeof name === "number" ? value.items.filter((one) => one.is !== "nothing")[name] : undefined;
    return item ?? nothing;
  }
  // As a single object counts as a list of one.
  if (value.is !== "map" || name === 0) return value.is === "map" ? value : nothing;
  return value.members.get(String(name)) ?? (value.rest ? hidden(value.rest) : nothing);
};

/** How many elements a list has is unknown while one of them may turn out to be none. */
const openList = (value: Value): Unknown | undefined => {
  const item = value.is === "list" ? value.items.find((one) => one.is === "hidden" && one.maybe === true) : undefined;
  return item?.is === "hidden" ? item.unknown : undefined;
};

const unknownBelow = (value: Value, path: Path, whole: boolean): Unknown | undefined => {
  if (value.is === "hidden") return value.unknown;
  const open = openList(value);
  const [name, ...rest] = path;
  if (open) return open;
  if (name === undefined) return whole ? hiddenWithin(value) : undefined;
  return unknownBelow(step(value, name), rest, whole);
};

/** Why the value at a path is not known; with `whole`, also why something below it is not. */
export const unknownIn =
  (value: Value): UnknownAt =>
  (path, whole = false) =>
    unknownBelow(value, path, whole);

export const isText = (value: Json): value is string | number | boolean => value !== null && !Array.isArray(value) && !isObject(value);
