import type { Relation } from "../../estate/relation.ts";
import { type Field, placesOf } from "../../kinds/field.ts";
import type { Kind } from "../../kinds/kind.ts";
import { parsePath, type Path } from "../../kinds/path-in.ts";

const isIndex = (step: string | number | undefined): boolean => typeof step === "number" || step === "*";

/** A path without its indices: `production_variants.*.model_name`. */
export const pattern = (path: Path): string => path.map((step) => (isIndex(step) ? "*" : step)).join(".");

/** What it means when nobody wrote an attribute and the plan does not know it. */
type Unwritten =
  /** Left out: its default applies, or none. */
  | "absent"
  /** AWS or the provider sets it in any case, or in some. */
  | "always-set"
  | "perhaps-set";

/** A kind as Terraform spells it. */
export type KindFields = {
  /** The attributes that are read, by the pattern of their path. */
  attributes: ReadonlyMap<string, Unwritten>;
  /** Patterns of what Terraform writes as blocks: only they can come out of a dynamic block. */
  blocks: ReadonlySet<string>;
  /** Patterns of the fields by which resources are joined. */
  joined: ReadonlySet<string>;
  /** The block that names a template, by which AWS fills in what is not written. */
  template?: string;
};

type Spelled = { path: Path; name: string; unwritten: Unwritten };

const plainField = (name: string, field: Exclude<Field, { shape: "elements" | "tags" }>): Spelled[] => {
  if (field.terraform === undefined) return [];
  const places = placesOf(field.terraform).map(parsePath);
  const always = field.shape === "leaf" && !field.nullable && field.default === undefined;
  const decided = field.change === "read-only" ? "perhaps-set" : "absent";
  const below = typeof field.terraform === "object" && "path" in field.terraform ? (field.terraform.reads ?? []) : [];
  return [
    // Where one of several places always speaks, only the last can be sure to be it.
    ...places.map((path, index): Spelled => ({ path, name, unwritten: always && index === places.length - 1 ? "always-set" : decided })),
    ...places.flatMap((path) => below.map((read): Spelled => ({ path: [...path, ...parsePath(read)], name, unwritten: "absent" }))),
  ];
};

const spelledIn = (name: string, field: Field): Spelled[] => {
  if (field.shape === "tags") return [];
  if (field.shape !== "elements") return plainField(name, field);
  if (field.as) return (field.terraform ?? []).map((place): Spelled => ({ path: parsePath(place), name, unwritten: "absent" }));
  return (field.terraform ?? []).flatMap((place) =>
    Object.entries(field.fields)
      .flatMap(([part, leaf]) => spelledIn(`${name}.${part}`, leaf))
      .map((spelled) => ({ ...spelled, path: [...parsePath(place), 0, ...spelled.path] })),
  );
};

/** Every place that is followed by an index and then by a name. */
const blocksAbove = ({ path }: Spelled): string[] =>
  path.flatMap((step, index) => (isIndex(step) && index < path.length - 1 ? [pattern(path.slice(0, index))] : []));

/** An element of a list attribute (`subnet_ids[0]`) is unknown with the whole attribute. */
const attributeOf = ({ path, unwritten }: Spelled): [string, Unwritten] => [
  pattern(isIndex(path.at(-1)) ? path.slice(0, -1) : path),
  unwritten,
];

/** What joins the elements of a list is theirs: `definitions[*].role` by their `roleArn`. */
const ownNames = ([path, { on }]: [string, Relation]): string[] => {
  const list = path.includes("[*].") ? path.slice(0, path.lastIndexOf("[*].")) : undefined;
  return Object.keys(on).flatMap((name) => (list === undefined ? [name] : [name, `${list}.${name}`]));
};

const joinedNames = (kind: Kind, kinds: readonly Kind[]): Set<string> => {
  const toIt = kinds.flatMap((other) => Object.values(other.relations).filter(({ to }) => to === kind.name));
  return new Set([...Object.entries(kind.relations).flatMap(ownNames), ...toIt.flatMap(({ on }) => Object.values(on))]);
};

export const kindFields = (kind: Kind, kinds: readonly Kind[]): KindFields => {
  const spelled = Object.entries(kind.fields).flatMap(([name, field]) => spelledIn(name, field));
  const joined = joinedNames(kind, kinds);
  // Lists of plain values, to which others add: they become elements when these are added. What merges is of blocks from the first.
  const grown = new Set((kind.terraform?.beside ?? []).flatMap(({ into, merges }) => (merges ? [] : [into])));
  return {
    attributes: new Map([...spelled.map(attributeOf), ...[...grown].map((into): [string, Unwritten] => [into, "absent"])]),
    blocks: new Set(spelled.flatMap(blocksAbove).filter((block) => !grown.has(block))),
    ...(kind.terraform?.template === undefined ? {} : { template: kind.terraform.template }),
    joined: new Set(spelled.filter(({ name }) => joined.has(name)).map(({ path }) => pattern(path))),
  };
};
