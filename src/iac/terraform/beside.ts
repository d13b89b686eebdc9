import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import type { Beside, Kind } from "../../kinds/kind.ts";
import type { Path } from "../../kinds/path-in.ts";
import type { UnknownAt } from "../../kinds/read-fields.ts";
import { formatModules } from "./address.ts";
import type { Configuration } from "./configuration.ts";
import type { Plan, Planned } from "./document.ts";
import { expressionOf, mentions } from "./expression.ts";
import { hiddenIn } from "./hidden.ts";
import type { Places } from "./place.ts";
import { trace } from "./trace.ts";

/** An element of a list, wherever it was written, or null for a hole: there may be something. */
type Slot = { document: JsonObject | null; unknownAt: (rest: Path) => Unknown | undefined };
type Added = { into: string; slots: Slot[]; keys: readonly string[]; gone: ReadonlySet<string>; element: string };

/** What resources of other types add to the lists of one. */
export type Besides = (owner: Planned, kind: Kind) => readonly Added[];

type World = { plan: Plan; configuration: Configuration; places: Places; inEstate: (address: string) => boolean };

/** Whom resources of a type belong to: by name within an account, by address, or nobody knows. */
type Owned = { byName: Map<string, Planned[]>; byAddress: Map<string, Planned[]>; perhaps: Map<string, Planned[]> };

const put = (map: Map<string, Planned[]>, key: string, one: Planned): void => void map.set(key, [...(map.get(key) ?? []), one]);

const textsIn = (value: Json | undefined): string[] => [value ?? null].flat().filter((one) => typeof one === "string");

const isOpen = (mark: Json | undefined): boolean => mark === true || (Array.isArray(mark) && mark.includes(true));

/** Everybody's, where not even the author's words tell whose it is. */
const anyones = "";

const ownersBy = (one: Planned, of: string, { configuration, plan }: World): { sure: string[]; perhaps: string[] } => {
  const written = configuration.written(one.address);
  const expression = written && expressionOf(written.expressions[of] ?? {});
  if (!written || !expression || expression.references.length === 0) return { sure: [], perhaps: [anyones] };
  const found = mentions(expression.references).map((reference) => {
    const { attribute } = trace({ constant: undefined, references: [reference] }, written.scope, plan.variables);
    // Of `each.key` and the like only the resource without its key is to be seen.
    return attribute ? { sure: attribute.address } : { perhaps: formatModules(one.address.modules) + reference };
  });
  const sure = found.flatMap((each) => (each.sure === undefined ? [] : [each.sure]));
  const perhaps = found.flatMap((each) => (each.perhaps === undefined ? [] : [each.perhaps]));
  return perhaps.length === 0 ? { sure, perhaps } : { sure: [], perhaps: [...sure, ...perhaps, anyones] };
};

const ownedBy = (world: World, { type, of }: Beside): Owned => {
  const owned: Owned = { byName: new Map(), byAddress: new Map(), perhaps: new Map() };
  for (const one of world.plan.planned) {
    if (one.address.type !== type) continue;
    const mark = isObject(one.unknown) ? one.unknown[of] : one.unknown;
    const { account } = world.places.of(one, true);
    for (const name of textsIn(one.after[of])) put(owned.byName, `${account}/${name}`, one);
    if (!isOpen(mark)) continue;
    const { sure, perhaps } = ownersBy(one, of, world);
    for (const address of sure) put(owned.byAddress, address, one);
    for (const address of perhaps) put(owned.perhaps, address, one);
  }
  return owned;
};

const hiddenOf = (one: Planned, { type: _, ...beside }: Beside, { configuration, plan, inEstate }: World): UnknownAt => {
  const attributes = new Map(Object.values(beside.gives).map((name) => [name, "always-set" as const]));
  const joined = new Set(beside.refers === undefined ? [] : [beside.refers]);
  const written = configuration.written(one.address);
  const fields = { attributes, blocks: new Set<string>(), joined };
  return hiddenIn({ planned: one, fields, written, variables: plan.variables, generates: () => undefined, inEstate });
};

const hole = (unknown: Unknown): Slot => ({ document: null, unknownAt: () => unknown });

/** What one of them adds. What it refers to may be unknown and still be told from others; of all else an unknown part hides the whole. */
const slotOf = (one: Planned, beside: Beside, world: World): Slot => {
  const unknownAt = hiddenOf(one, beside, world);
  const document: JsonObject = {};
  for (const [member, attribute] of Object.entries(beside.gives)) {
    const unknown = unknownAt([attribute]);
    if (unknown && attribute !== beside.refers) return hole(unknown);
    if (!unknown) document[member] = one.after[attribute] ?? null;
  }
  return {
    document,
    unknownAt: ([member]) => (member === undefined ? undefined : unknownAt([beside.gives[String(member)] ?? ""])),
  };
};

const nameOf = ({ after, unknown }: Planned): string | undefined => {
  const hidden = isObject(unknown) && unknown["name"] === true;
  return !hidden && typeof after["name"] === "string" ? after["name"] : undefined;
};

const withoutKey = (id: string): string => id.replace(/\[[^[\]]*\]$/, "");

const addedTo = (owner: Planned, beside: Beside, { owned, world }: { owned: Owned; world: World }): Added => {
  const name = nameOf(owner);
  const { account } = world.places.of(owner, true);
  const named = name === undefined ? [] : (owned.byName.get(`${account}/${name}`) ?? []);
  const sure = [...new Set([...named, ...(owned.byAddress.get(owner.id) ?? [])])].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const doubtful = [owner.id, withoutKey(owner.id), anyones].flatMap((address) => owned.perhaps.get(address) ?? []);
  const [element = "", attribute = ""] = Object.entries(beside.gives)[0] ?? [];
  const gone = world.plan.removed
    .filter(({ type, before }) => type === beside.type && name !== undefined && textsIn(before[beside.of]).includes(name))
    .flatMap(({ before }) => textsIn(before[attribute]));
  const doubts = [...new Set(doubtful)].filter((one) => !sure.includes(one));
  return {
    into: beside.into,
    slots: [
      ...sure.map((one) => slotOf(one, beside, world)),
      ...doubts.map(({ id }) => hole({ reason: "known-after-apply", detail: `whose ${id} is` })),
    ],
    keys: sure.flatMap((one) => textsIn(one.after[attribute])),
    gone: new Set(gone),
    element,
  };
};

export const besideIn = (world: World): Besides => {
  const known = new Map<Beside, Owned>();
  return (owner, kind) =>
    (kind.terraform?.beside ?? []).map((beside) => {
      const owned = known.get(beside) ?? ownedBy(world, beside);
      known.set(beside, owned);
      return addedTo(owner, beside, { owned, world });
    });
};

type Own = { planned: Planned; unknownAt: UnknownAt; isGenerated: (list: string) => boolean };

/** What stands in the resource itself, without what another resource now says of the same thing, and what the plan takes away. */
const ownSlots = ({ planned, unknownAt, isGenerated }: Own, list: string, added: readonly Added[]): Slot[] => {
  const unknown = unknownAt([list]);
  if (unknown) return [hole(unknown)];
  const replaced = new Set(added.flatMap(({ keys, gone }) => [...keys, ...gone]));
  const element = added[0]?.element ?? "";
  const value = planned.after[list];
  const generated = isGenerated(list) ? [hole({ reason: "known-after-apply", detail: `a dynamic block makes ${list}` })] : [];
  const own = (Array.isArray(value) ? value : []).flatMap((one, index): Slot[] => {
    const document = isObject(one) ? one : typeof one === "string" ? { [element]: one } : {};
    const key = document[element];
    if (typeof key === "string" && replaced.has(key)) return [];
    const parts = [[], ...Object.keys(isObject(one) ? one : {}).map((part) => [part])];
    const hidden = parts.map((part) => unknownAt([list, index, ...part])).find((found) => found !== undefined);
    const isWhole = isObject(one) || typeof one === "string";
    return [
      (hidden ?? !isWhole)
        ? hole(hidden ?? { reason: "known-after-apply", detail: `an element of ${list}` })
        : { document, unknownAt: () => undefined },
    ];
  });
  return [...own, ...generated];
};

/** The resource as it is with all that others add to it. Holes come last, so that what is seen keeps its place. */
export const withBeside = (own: Own, added: readonly Added[]): { after: JsonObject; unknownAt: UnknownAt } => {
  if (added.length === 0) return { after: own.planned.after, unknownAt: own.unknownAt };
  const lists = new Map<string, Slot[]>();
  for (const [into, of] of Map.groupBy(added, (one) => one.into)) {
    const slots = [...ownSlots(own, into, of), ...of.flatMap((one) => one.slots)];
    lists.set(into, [...slots.filter(({ document }) => document !== null), ...slots.filter(({ document }) => document === null)]);
  }
  const after = { ...own.planned.after };
  for (const [into, slots] of lists) after[into] = slots.map(({ document }) => document);
  const unknownAt: UnknownAt = (path, whole) => {
    const [first, index, ...rest] = path;
    const slots = lists.get(String(first));
    if (!slots) return own.unknownAt(path, whole);
    return typeof index === "number" ? slots[index]?.unknownAt(rest) : undefined;
  };
  return { after, unknownAt };
};
