import type { Json } from "../estate/json.ts";

/**
 * Where a source keeps a value. A dotted path (`ResourceConfig.InstanceType`, `OnStart[0].Content`); of several paths, a leaf takes
 * the first that says anything, a list takes all that each of them gives (`InstanceGroups[*].InstanceType`); of none, nothing can be
 * set there. Or a path and how to
 * read what lies there: `null` is a known none, `undefined` cannot be read; `reads` are the paths below it that decide.
 */
export type Spelling = string | readonly string[] | { path: string; as: (value: Json) => Json | undefined; reads?: readonly string[] };

export type SourceSpelling = "api" | "terraform" | "cloudformation";

/** The places that a spelling names, the usual one first. */
export const placesOf = (spelling: Spelling): readonly string[] =>
  typeof spelling === "string" ? [spelling] : "path" in spelling ? [spelling.path] : spelling;

/**
 * Whether the thing can be mended in place: by an update at any time, by an update of the stopped resource, only by making it
 * anew, or not at all because AWS sets it.
 */
export type Change = "in-place" | "stop-first" | "recreate" | "read-only";

type Spelled = { api?: Spelling; terraform?: Spelling; cloudformation?: Spelling; change: Change };

export type LeafType = "string" | "integer" | "number" | "boolean" | "time";

export type Leaf = Spelled & {
  shape: "leaf";
  type: LeafType;
  /** A known absence is null. Only leaves are nullable. */
  nullable: boolean;
  /** What applies where a complete description leaves the value out. */
  default?: Json;
  /** The only values AWS knows, if there is such a list. */
  values?: readonly Json[];
  /** Exists only while the resource does: rules that read it do not apply to infrastructure code. */
  runtime?: true;
  /** Never shown, logged or saved in clear. */
  secret?: true;
  minimum?: number;
  maximum?: number;
  /** Believable values, for generated estates and the docs. */
  samples?: readonly Json[];
};

/** An item of a list, by what it is called there. `put`: the item again, with another value. */
export type Entry = { name: string; value: Json; put: (value: Json) => Json };

/** Of a map or list that nobody need be shown: what is said of its entries, one by one. */
export type Entries = {
  /** null: nothing; undefined: the value cannot be read. */
  say: (name: string, value: Json) => string | null | undefined;
  /** A value of which the same is said, and which may be kept. */
  keep: (name: string, value: Json) => Json;
  /** Who is who in a list. */
  named: (list: readonly Json[]) => readonly Entry[];
};

/** A list of plain values. `entries`: of what is said of the entries of maps and lists, which lie at each of its places. */
export type LeafList = Spelled & { shape: "leaves"; type: "string"; samples?: readonly string[]; entries?: Entries };

/** A list of things with fields of their own. `key` is the field that names an element: evidence rests on it, never on the index. */
export type ElementList = {
  shape: "elements";
  key: string;
  /** One or more places; several are read one after the other (`PrimaryContainer`, then `Containers`). A single object counts as a list of one. */
  api?: readonly string[];
  terraform?: readonly string[];
  cloudformation?: readonly string[];
  /** Where the elements are found in what lies at a place, the nth of those above, rather than being what lies there. */
  as?: (value: Json, nth: number, source: SourceSpelling) => readonly Json[] | undefined;
  /** The paths below such a place that decide which elements there are; without them, all that lies there does. */
  reads?: readonly string[];
  /** Templates are read element by element, as a part of one may be hidden: the reader has laid out what lies there under the fields' names. */
  laidOut?: true;
  fields: Record<string, Leaf | LeafList>;
};

/** Keys chosen by people: tags. */
export type TagMap = { shape: "tags"; change: Change };

export type Field = Leaf | LeafList | ElementList | TagMap;
export type Fields = Record<string, Field>;

type Options = Omit<Partial<Leaf>, "shape" | "type" | "nullable"> & { change: Change };

const leaf =
  (type: LeafType, nullable: boolean) =>
  (options: Options): Leaf => ({ shape: "leaf", type, nullable, ...options });

/** Always there, in a complete description or by its default. */
export const text = leaf("string", false);
export const count = leaf("integer", false);
export const flag = leaf("boolean", false);
export const time = leaf("time", false);
/** May be absent, which is then known as null. */
export const optionalText = leaf("string", true);
export const optionalCount = leaf("integer", true);
export const optionalFlag = leaf("boolean", true);
export const optionalTime = leaf("time", true);

export const texts = (options: Omit<LeafList, "shape" | "type">): LeafList => ({ shape: "leaves", type: "string", ...options });
export const elements = (options: Omit<ElementList, "shape">): ElementList => ({ shape: "elements", ...options });
export const tags: TagMap = { shape: "tags", change: "in-place" };
