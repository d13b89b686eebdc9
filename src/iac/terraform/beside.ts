import { canonical } from "../../estate/canonical.ts";
import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import type { Beside, Kind } from "../../kinds/kind.ts";
import { type Path, valueAt } from "../../kinds/path-in.ts";
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
type Added = {
  into: string;
  slots: Slot[];
  keys: readonly string[];
  gone: ReadonlySet<string>;
  element: string;
  /** Something of what stands in the resource itself is changed or taken away, and nobody can tell which. */
  stale: boolean;
};

/** What resources of other types add to the lists of one. */
export type Besides = (owner: Planned, kind: Kind) => readonly Added[];

type World = { plan: Plan; configuration: Configuration; places: Places; inEstate: (address: string) => boolean };

/** Whom resources of a type belong to: by name or id within an account, by address, or nobody knows. */
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

const isMeant = (after: JsonObject, { where }: Beside): boolean => where === undefined || after[where[0]] === where[1];

const ownedBy = (world: World, beside: Beside): Owned => {
  const { type, of } = beside;
  const owned: Owned = { byName: new Map(), byAddress: new Map(), perhaps: new Map() };
  for (const one of world.plan.planned) {
    if (one.address.type !== type || !isMeant(one.after, beside)) continue;
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

/** The attribute, and whether its value is one of a list. */
const given = (from: string | readonly [string]): { attribute: string; wrapped: boolean } =>
  typeof from === "string" ? { attribute: from, wrapped: false } : { attribute: from[0], wrapped: true };

const attributesOf = ({ gives }: Beside): string[] => Object.values(gives).map((from) => given(from).attribute);

const hiddenOf = (one: Planned, beside: Beside, { configuration, plan, inEstate }: World): UnknownAt => {
  // What tells them apart is always set; of the rest, what nobody wrote is not there.
  const attributes = new Map(
    attributesOf(beside).map((name, index) => [name, index === 0 ? ("always-set" as const) : ("absent" as const)]),
  );
  const joined = new Set(beside.refers === undefined ? [] : [beside.refers]);
  const written = configuration.written(one.address);
  const fields = { attributes, blocks: new Set<string>(), joined };
  return hiddenIn({ planned: one, fields, written, variables: plan.variables, generates: () => undefined, inEstate });
};

const hole = (unknown: Unknown): Slot => ({ document: null, unknownAt: () => unknown });

type Asked = { beside: Beside; unknownAt: UnknownAt; one: Planned };

const valueIn = (value: Json | undefined, from: string | readonly [string]): Json => {
  const said = value === undefined ? null : value;
  if (!given(from).wrapped) return said;
  return said === null || said === "" ? [] : [said];
};

/** What one of them adds. What it refers to may be unknown and still be told from others; of all else an unknown part hides the whole. */
const slotOf = ({ beside, unknownAt, one }: Asked, pathOf: (attribute: string) => Path): Slot => {
  const document: JsonObject = {};
  for (const [member, from] of Object.entries(beside.gives)) {
    const { attribute } = given(from);
    const unknown = unknownAt(pathOf(attribute), true);
    if (unknown && attribute !== beside.refers) return hole(unknown);
    if (!unknown) document[member] = valueIn(valueAt(one.after, pathOf(attribute)), from);
  }
  return {
    document,
    unknownAt: ([member]) => {
      const from = typeof member === "string" ? beside.gives[member] : undefined;
      return from === undefined ? undefined : unknownAt(pathOf(given(from).attribute), true);
    },
  };
};

/** One element, or one for each value of a list that tells them apart. */
const slotsOf = (one: Planned, beside: Beside, world: World): Slot[] => {
  const unknownAt = hiddenOf(one, beside, world);
  const [first = ""] = attributesOf(beside);
  const asked = { beside, unknownAt, one };
  const list = one.after[first];
  const unknown = Array.isArray(one.after[first]) ? unknownAt([first]) : undefined;
  if (unknown) return [hole(unknown)];
  if (!Array.isArray(list)) return [slotOf(asked, (attribute) => [attribute])];
  return list.map((_, index) => slotOf(asked, (attribute) => (attribute === first ? [attribute, index] : [attribute])));
};

/** The owner's name, or what else it is named by. */
const nameOf = ({ after, unknown }: Planned, { owner = "name" }: Beside): string | undefined => {
  const hidden = isObject(unknown) && unknown[owner] === true;
  const name = after[owner];
  return !hidden && typeof name === "string" ? name : undefined;
};

/** What is as it was is in the owner already. */
const isChanged = ({ before, after }: Planned, beside: Beside): boolean =>
  attributesOf(beside).some((attribute) => canonical(before?.[attribute] ?? null) !== canonical(after[attribute] ?? null));

const withoutKey = (id: string): string => id.replace(/\[[^[\]]*\]$/, "");

const addedTo = (owner: Planned, beside: Beside, { owned, world }: { owned: Owned; world: World }): Added => {
  const name = nameOf(owner, beside);
  const { account } = world.places.of(owner, true);
  const named = name === undefined ? [] : (owned.byName.get(`${account}/${name}`) ?? []);
  const sure = [...new Set([...named, ...(owned.byAddress.get(owner.id) ?? [])])].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const doubtful = [owner.id, withoutKey(owner.id), anyones].flatMap((address) => owned.perhaps.get(address) ?? []);
  const [element = ""] = Object.keys(beside.gives);
  const [attribute = ""] = attributesOf(beside);
  const taken = world.plan.removed.filter(
    ({ type, before }) =>
      type === beside.type && isMeant(before, beside) && name !== undefined && textsIn(before[beside.of]).includes(name),
  );
  const doubts = [...new Set(doubtful)].filter((one) => !sure.includes(one));
  const isThere = (one: Planned): boolean => beside.merges === true && !owner.created && !isChanged(one, beside);
  return {
    into: beside.into,
    slots: [
      ...sure.filter((one) => !isThere(one)).flatMap((one) => slotsOf(one, beside, world)),
      ...doubts.map(({ id }) => hole({ reason: "known-after-apply", detail: `whose ${id} is` })),
    ],
    keys: sure.flatMap((one) => textsIn(one.after[attribute])),
    gone: new Set(
      [...taken.map(({ before }) => before), ...sure.map(({ before }) => before ?? {})].flatMap((before) => textsIn(before[attribute])),
    ),
    element,
    stale: beside.merges === true && (taken.length > 0 || sure.some((one) => one.before !== undefined && isChanged(one, beside))),
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

type Own = { planned: Planned; unknownAt: UnknownAt; isGenerated: (list: string) => boolean; merges: boolean };

/** What stands in the resource itself, without what another resource now says of the same thing, and what the plan takes away. */
const ownSlots = ({ planned, unknownAt, isGenerated, merges }: Own, list: string, added: readonly Added[]): Slot[] => {
  const unknown = unknownAt([list]);
  if (unknown) return [hole(unknown)];
  if (added.some(({ stale }) => stale)) return [hole({ reason: "known-after-apply", detail: `a part of ${list} is changed elsewhere` })];
  const replaced = new Set(added.flatMap(({ keys, gone }) => [...keys, ...gone]));
  const element = added[0]?.element ?? "";
  const value = planned.after[list];
  const generated = isGenerated(list) ? [hole({ reason: "known-after-apply", detail: `a dynamic block makes ${list}` })] : [];
  const own = (Array.isArray(value) ? value : []).flatMap((one, index): Slot[] => {
    const document = isObject(one) ? one : typeof one === "string" ? { [element]: one } : {};
    if (isObject(one) && merges) return [{ document, unknownAt: (rest) => unknownAt([list, index, ...rest]) }];
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

/** Two types may say the same thing. */
const withoutTwins = (slots: readonly Slot[]): Slot[] => {
  const seen = new Set<string>();
  return slots.filter(({ document, unknownAt }) => {
    if (!document || Object.keys(document).some((part) => unknownAt([part]))) return true;
    const said = canonical(document);
    const isNew = said === "{}" || !seen.has(said);
    seen.add(said);
    return isNew;
  });
};

/** The resource as it is with all that others add to it. Holes come last, so that what is seen keeps its place. */
export const withBeside = (own: Own, added: readonly Added[]): { after: JsonObject; unknownAt: UnknownAt } => {
  if (added.length === 0) return { after: own.planned.after, unknownAt: own.unknownAt };
  const lists = new Map<string, Slot[]>();
  for (const [into, of] of Map.groupBy(added, (one) => one.into)) {
    const slots = withoutTwins([...ownSlots(own, into, of), ...of.flatMap((one) => one.slots)]);
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
