import type { Wanted, WantedOfKind } from "../estate/wanted.ts";
import { type Field, placesOf } from "../kinds/field.ts";
import type { Describe, Kind } from "../kinds/kind.ts";
import { parsePath, type Path } from "../kinds/path-in.ts";

/**
 * How one kind is read. `list`: its summaries suffice. `describe`: each resource is described. `search`: whole documents come from
 * Search, checked against the list; what differs is described. `trusted-search`: what Search says is taken as it is.
 */
export type KindPlan = {
  kind: Kind;
  documents: "list" | "describe" | "search" | "trusted-search";
  /** What is asked of a resource that is described. */
  describes: readonly Describe[];
  /** `document`: they come with it. `bulk`: a hundred resources in a call; who has none there, or lacks a key that matters, is asked for. */
  tags: "nowhere" | "unwanted" | "document" | "bulk" | "each";
  tagKeys: ReadonlySet<string>;
  /** Fields that are said in several places: each place, and all of them. */
  twins: ReadonlyMap<string, readonly Path[]>;
};

const memberOf = (place: string): string => String(parsePath(place)[0]);

type Has = (member: string) => boolean;

/** Whether a document with these members says all there is to say of a field. */
const saidBy = (field: Field, has: Has): boolean => {
  if (field.shape === "tags" || field.api === undefined) return true;
  const members = (field.shape === "elements" ? field.api : placesOf(field.api)).map(memberOf);
  // The first place that says anything counts for a leaf; of a list, every place may give a part.
  return field.shape === "leaf" ? members.some(has) : members.every(has);
};

const wantedFields = (kind: Kind, wanted: WantedOfKind | undefined): Field[] => {
  const always = [...kind.identity.key, ...(kind.states ? [kind.states.field] : [])];
  return Object.entries(kind.fields).flatMap(([name, field]) =>
    !wanted || wanted.fields.has(name) || always.includes(name) ? [field] : [],
  );
};

const membersOf = (field: Field): readonly string[] =>
  field.shape === "tags" || field.api === undefined ? [] : (field.shape === "elements" ? field.api : placesOf(field.api)).map(memberOf);

/** The descriptions without which a field that is wanted would stay unknown. */
const describesFor = (kind: Kind, fields: readonly Field[], tagsWanted: boolean): Describe[] => {
  const unsaid = fields.filter((field) => !saidBy(field, (member) => kind.list.gives.includes(member)));
  const special = kind.describe.flatMap(({ gives }) => gives ?? []);
  const isWanted = ({ gives }: Describe): boolean => {
    const givesTags = kind.tags.from === "description" && gives?.includes(kind.tags.member);
    if (gives) return (tagsWanted && givesTags) || unsaid.some((field) => membersOf(field).some((member) => gives.includes(member)));
    const isMain = unsaid.some((field) => membersOf(field).some((member) => ![...special, ...kind.list.gives].includes(member)));
    return isMain || (tagsWanted && kind.tags.from === "description");
  };
  // What is asked only if another description says so needs that one too.
  const hasCondition = kind.describe.some((describe) => describe.only && isWanted(describe));
  return kind.describe.filter((describe) => isWanted(describe) || (hasCondition && !describe.gives));
};

const twinsOf = (kind: Kind): Map<string, Path[]> => {
  const twins = new Map<string, Path[]>();
  for (const field of Object.values(kind.fields)) {
    if (field.shape !== "leaf" || field.api === undefined) continue;
    const places = placesOf(field.api).map(parsePath);
    if (places.length > 1) for (const place of places) twins.set(place.join("/"), places);
  }
  return twins;
};

const tagsBy = (kind: Kind, documents: KindPlan["documents"], isWanted: boolean): KindPlan["tags"] => {
  if (kind.tags.from === "nowhere") return "nowhere";
  if (!isWanted) return "unwanted";
  if (kind.tags.from === "description" || documents === "search" || documents === "trusted-search") return "document";
  return kind.taggingType === null ? "each" : "bulk";
};

export type PlanOptions = { trustSearch: boolean };

const planKind = (kind: Kind, wanted: WantedOfKind | undefined, { trustSearch }: PlanOptions): KindPlan => {
  const fields = wantedFields(kind, wanted);
  const tagsWanted = wanted?.tags ?? true;
  const describes = describesFor(kind, fields, tagsWanted);
  const lacks = kind.search?.lacks ?? [];
  const searchable = kind.search !== null && fields.every((field) => saidBy(field, (member) => !lacks.includes(member)));
  const bySearch = trustSearch && kind.history && !kind.search?.partial ? "trusted-search" : "search";
  const documents = describes.length === 0 ? "list" : searchable ? bySearch : "describe";
  const tags = tagsBy(kind, documents, tagsWanted);
  return { kind, documents, describes, tags, tagKeys: wanted?.tagKeys ?? new Set(), twins: twinsOf(kind) };
};

/** The fewest calls that show what is wanted, kind by kind. Kinds that nobody wants are left out. */
export const planCalls = (kinds: readonly Kind[], wanted: Wanted | undefined, options: PlanOptions): KindPlan[] =>
  kinds.flatMap((kind) => (wanted && !wanted.has(kind.name) ? [] : [planKind(kind, wanted?.get(kind.name), options)]));

/** How one resource is looked at by itself: all of it, by the operations that know it best. */
export const planOne = (kind: Kind): KindPlan => ({
  ...planKind(kind, undefined, { trustSearch: false }),
  documents: kind.describe.length > 0 ? "describe" : "list",
  describes: kind.describe,
  tags: kind.tags.from === "operation" ? "each" : tagsBy(kind, "describe", true),
});
