import { type Cell, cellName, isComplete } from "./cell.ts";
import type { Estate, Resource } from "./estate.ts";
import type { Json } from "./json.ts";
import { isObject } from "./json.ts";
import { toPointer } from "./pointer.ts";
import { globalRegion, type Reach } from "./relation.ts";
import type { Unknown } from "./unknown.ts";

/** Neither a value nor an unknown: a document that was written by hand, or a fact that nobody derived. */
export const notSaid: Unknown = { reason: "not-given", detail: "the estate does not say" };

type Scope = Pick<Resource, "account" | "region">;

/** What a join found. `open`: more may match, for this reason (a cell that is not complete, a candidate whose own field is unknown). */
export type Joined = { matches: readonly Resource[]; open: Unknown | undefined };

export type Join = (scope: Scope, kind: string, on: Readonly<Record<string, Json>>, reach?: Reach) => Joined;

/** Own, dotted path into config: `facts.emrClusterId`. */
export const configValue = (resource: Resource, path: string): Json | undefined => {
  if (!path.includes(".")) return Object.hasOwn(resource.config, path) ? resource.config[path] : undefined;
  let at: Json | undefined = resource.config;
  for (const step of path.split(".")) at = isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  return at;
};

/** Whether anything at all is unknown of it: of most resources nothing is. */
export const hasUnknowns = ({ unknown }: Pick<Resource, "unknown">): boolean => {
  // eslint-disable-next-line no-unreachable-loop -- The first name says it.
  for (const _ in unknown) return true;
  return false;
};

/** Why the value at a path is unknown: its own entry or that of what holds it. */
export const unknownAt = (resource: Pick<Resource, "unknown">, path: readonly (string | number)[]): Unknown | undefined => {
  if (!hasUnknowns(resource)) return undefined;
  let found: Unknown | undefined;
  let pointer = "";
  for (const step of path) {
    pointer += toPointer([step]);
    if (Object.hasOwn(resource.unknown, pointer)) found = resource.unknown[pointer];
  }
  return found;
};

/** Of a list, also that one of its names is unknown, or that more may follow. */
const hiddenIn = (resource: Resource, path: readonly string[]): Unknown | undefined => {
  const above = unknownAt(resource, path);
  if (above || !Array.isArray(configValue(resource, path.join(".")))) return above;
  const below = `${toPointer(path)}/`;
  return Object.entries(resource.unknown).find(([pointer]) => pointer.startsWith(below))?.[1];
};

/** The account with its length before it: whatever it may be called, no two accounts begin alike. */
const placesOf = (account: string): string => `${account.length} ${account} `;

/** Everything is asked for by its place, and there are few of them: each is made once. */
const places = new Map<string, Map<string, string>>();
const place = ({ account, region }: Scope): string => {
  const regions = places.get(account) ?? new Map<string, string>();
  const known = regions.get(region);
  if (known !== undefined) return known;
  const name = `${placesOf(account)}${region.length} ${region}`;
  places.set(account, regions.set(region, name));
  return name;
};

const cellReason = (cell: Cell): Unknown => ({
  reason:
    cell.state === "denied"
      ? "denied"
      : cell.state === "throttled-out"
        ? "throttled-out"
        : cell.state === "credentials-expired"
          ? "credentials-expired"
          : "not-collected",
  detail: `${cell.kind} ${cell.phase} ${cell.state}${cell.detail ? `: ${cell.detail}` : ""}`,
});

/** Only these phases decide whether a resource would have been found; describe and tags leave their marks in the resource itself. */
const decidesExistence = (cell: Cell): boolean => cell.phase === "list" || cell.phase === "dependency";

/** Kind -> place -> its worst cell, or null where all is well. */
type Coverage = Map<string, Map<string, Cell | null>>;

const coverageOf = (cells: readonly Cell[]): Coverage => {
  const worst: Coverage = new Map();
  for (const cell of cells.filter(decidesExistence).sort((a, b) => (cellName(a) < cellName(b) ? -1 : 1))) {
    const [ofKind, at] = [worst.get(cell.kind) ?? new Map<string, Cell | null>(), place(cell)];
    worst.set(cell.kind, ofKind);
    if (!isComplete(cell)) ofKind.set(at, cell);
    else if (!ofKind.has(at)) ofKind.set(at, null);
  }
  return worst;
};

/** By place, and there by the values of the fields that are indexed; `everywhere`: by these values alone. */
type Index = { byPlace: Map<string, Map<string, Resource[]>>; everywhere: Map<string, Resource[]>; unknown: Map<string, Unknown> };

const add = (map: Map<string, Resource[]>, key: string, resource: Resource): void => {
  const bucket = map.get(key);
  if (bucket) bucket.push(resource);
  else map.set(key, [resource]);
};

/** A list of names stands for each of them. */
const eachOf = ([first, ...rest]: readonly Json[]): Json[][] => {
  if (first === undefined) return [[]];
  const others = eachOf(rest);
  return (Array.isArray(first) ? [...new Set(first)] : [first]).flatMap((one) => others.map((other) => [one, ...other]));
};

/** Where an ARN says that it is: `arn:partition:service:region:account:...` */
const placeInArn = (value: Json | undefined, reach: Reach): Scope | undefined => {
  const [arn, , , region = "", account = "", ...rest] = typeof value === "string" ? value.split(":") : [];
  // What AWS itself has lies beside whoever uses it.
  if (arn !== "arn" || rest.length === 0 || account === "" || account === "aws") return undefined;
  if (reach === "global") return { account, region: globalRegion };
  return region === "" ? undefined : { account, region };
};

/** Where to look for what is referred to by these values. */
const scopeOf = (scope: Scope, values: readonly (Json | undefined)[], reach: Reach | undefined): Scope => {
  if (reach === undefined) return scope;
  const said = values.map((value) => placeInArn(value, reach)).find((found) => found !== undefined);
  return said ?? (reach === "global" ? { account: scope.account, region: globalRegion } : scope);
};

const unlookedAt = (kind: string): Unknown => ({ reason: "not-collected", detail: `${kind}: nobody looked` });
const nobody: readonly Resource[] = [];

/** Why more of a kind may be in the regions of an account, of what anybody listed there. */
const openInAccount = (cells: readonly Cell[], { account }: Scope, kind: string): Unknown | undefined => {
  const listed = cells.filter((cell) => cell.account === account && cell.kind === kind && cell.phase === "list");
  const torn = listed.filter((cell) => !isComplete(cell)).sort((a, b) => (cellName(a) < cellName(b) ? -1 : 1))[0];
  if (listed.length === 0) return unlookedAt(kind);
  return torn && cellReason(torn);
};

const inAccount = (index: Index, { account }: Scope, values: readonly (Json | undefined)[]): Pick<Joined, "matches"> => ({
  matches: (index.everywhere.get(keyOf(values)) ?? []).filter((one) => one.account === account),
});

/** A candidate of the account whose own field is unknown may match as well. */
const openIn = (open: Unknown | undefined, { unknown }: Index, { account }: Scope): Pick<Joined, "open"> => {
  return { open: open ?? [...unknown].find(([where]) => where.startsWith(placesOf(account)))?.[1] };
};

/** Nobody can look everywhere. */
const notEverywhere = (kind: string): Unknown => ({ reason: "not-collected", detail: `${kind}: there may be one where nobody looked` });

/** Equal values, or unknown ones that are known to be the same; null joins nothing. */
export type JoinValue = { value: Json } | { unknown: Unknown };

/** What a join goes by: the value, or in place of an unknown one the token that says what it is the same as. */
export const joinValue = (resource: Resource, path: readonly (string | number)[], value: Json | undefined): JoinValue => {
  const unknown = unknownAt(resource, path);
  if (unknown) return unknown.same === undefined ? { unknown } : { value: { same: unknown.same } };
  return value === undefined ? { unknown: notSaid } : { value };
};

/** Of a list each name that is known, or known to be the same as another. */
const joinValues = (resource: Resource, field: string): JoinValue => {
  const path = field.split(".");
  const said = joinValue(resource, path, configValue(resource, field) ?? null);
  if (!("value" in said) || !Array.isArray(said.value)) return said;
  const each = said.value.map((one, at) => joinValue(resource, [...path, at], one));
  return { value: each.flatMap((one) => ("value" in one ? [one.value] : [])) };
};

/** Values as an index knows them; most are looked up by one text. */
const keyOf = (values: readonly (Json | undefined)[]): string => {
  const [only] = values;
  return values.length === 1 && typeof only === "string" && !only.startsWith("\0") ? only : `\0${JSON.stringify(values)}`;
};

const buildIndex = (resources: readonly Resource[], fields: readonly string[]): Index => {
  const index: Index = { byPlace: new Map(), everywhere: new Map(), unknown: new Map() };
  for (const resource of resources) {
    const at = place(resource);
    const hidden = hasUnknowns(resource)
      ? fields.map((field) => hiddenIn(resource, field.split("."))).find((unknown) => unknown !== undefined)
      : undefined;
    // Two tokens that differ prove nothing: what bears one may still be what another looks for.
    if (hidden) index.unknown.set(at, { ...hidden, detail: `${resource.name}: ${hidden.detail}` });
    const values = fields.map((field) => joinValues(resource, field));
    const known = values.flatMap((one) => ("value" in one && one.value !== null ? [one.value] : []));
    if (known.length < fields.length) continue;
    const here = index.byPlace.get(at) ?? new Map<string, Resource[]>();
    index.byPlace.set(at, here);
    for (const one of eachOf(known).map(keyOf)) {
      add(here, one, resource);
      add(index.everywhere, one, resource);
    }
  }
  return index;
};

/** Resources and cells of whole kinds, to be joined. What is put in may be taken out again when nobody needs it any more. */
export type Stock = {
  put: (resources: readonly Resource[]) => void;
  cover: (cells: readonly Cell[]) => void;
  drop: (kind: string) => void;
  join: Join;
};

const byId = (a: Resource, b: Resource): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Of one kind: what there is, and the indices over it, which are made when they are first asked for. */
type Shelved = { resources: Resource[]; indices: Map<string, Index> };

/** Joins resources of one account and region by equal values, and says when it cannot be sure to have seen all that match. */
export const newStock = (): Stock => {
  const kinds = new Map<string, Shelved>();
  const cells: Cell[] = [];
  let coverage: Coverage | undefined;
  const shelved = (kind: string): Shelved => {
    const known = kinds.get(kind);
    if (known) return known;
    const empty: Shelved = { resources: [], indices: new Map() };
    kinds.set(kind, empty);
    return empty;
  };
  const indexOf = (kind: string, fields: readonly string[]): Index => {
    const { resources, indices } = shelved(kind);
    const name = fields.join(" ");
    const known = indices.get(name);
    if (known) return known;
    // In the order of ids, so that it does not matter in which order they came.
    const index = buildIndex(resources.toSorted(byId), fields);
    indices.set(name, index);
    return index;
  };
  const join: Join = (scope, kind, on, reach) => {
    const fields = Object.keys(on);
    if (fields.length > 1) fields.sort();
    const index = indexOf(kind, fields);
    const values = fields.map((field) => on[field]);
    if (reach === "anywhere") return { matches: index.everywhere.get(keyOf(values)) ?? [], open: notEverywhere(kind) };
    if (reach === "account") return { ...inAccount(index, scope, values), ...openIn(openInAccount(cells, scope, kind), index, scope) };
    const at = place(scopeOf(scope, values, reach));
    coverage ??= coverageOf(cells);
    const cell = coverage.get(kind)?.get(at);
    const open = cell === undefined ? unlookedAt(kind) : cell === null ? index.unknown.get(at) : cellReason(cell);
    return { matches: index.byPlace.get(at)?.get(keyOf(values)) ?? nobody, open };
  };
  return {
    join,
    put: (resources) => {
      for (const resource of resources) {
        const { resources: bucket, indices } = shelved(resource.kind);
        bucket.push(resource);
        indices.clear();
      }
    },
    cover: (more) => {
      for (const cell of more) cells.push(cell);
      coverage = undefined;
    },
    drop: (kind) => void kinds.delete(kind),
  };
};

/** Joins over an estate that is there as a whole. */
export const joinOver = (estate: Pick<Estate, "resources" | "coverage">): Join => {
  const stock = newStock();
  stock.put(estate.resources);
  stock.cover(estate.coverage);
  return stock.join;
};
