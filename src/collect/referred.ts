import type { Resource } from "../estate/estate.ts";
import { isObject, type Json } from "../estate/json.ts";
import type { Relation } from "../estate/relation.ts";
import { through } from "../estate/through.ts";
import type { Kind } from "../kinds/kind.ts";
import type { KindPlan } from "./plan.ts";

/** Of a kind of which not all are the estate's: those that something in the account refers to are, too. */
type Referred = {
  heard: (kind: string, resources: readonly Resource[]) => void;
  /** No more will come of this kind. */
  closed: (kind: string) => void;
  /** Whether something refers to it: known when the first does, or when all that might have come. */
  isMeant: (name: string) => Promise<boolean>;
};

type Reference = { relation: Relation; list: string | undefined };

const referencesOf = ({ relations }: Kind, to: string): Reference[] =>
  Object.entries(relations).flatMap(([path, relation]) => {
    const [, list] = /^(\w+)\[\*\]\./.exec(path) ?? [];
    return relation.to === to && !relation.many ? [{ relation, list }] : [];
  });

const namesIn = ({ config }: Resource, { relation, list }: Reference): Json[] => {
  const [own = ""] = Object.keys(relation.on);
  const holders = list === undefined ? [config] : config[list];
  return (Array.isArray(holders) ? holders : []).filter(isObject).map((holder) => through(relation.through, holder[own] ?? null) ?? null);
};

const createReferred = (to: string, kinds: readonly Kind[]): Referred => {
  const references = new Map(kinds.map((kind) => [kind.name, referencesOf(kind, to)]));
  const open = new Set(kinds.filter(({ name }) => references.get(name)?.length).map(({ name }) => name));
  const names = new Set<Json>();
  const waiting = new Map<string, ((isMeant: boolean) => void)[]>();
  const answer = (name: string, isMeant: boolean): void => {
    for (const resolve of waiting.get(name) ?? []) resolve(isMeant);
    waiting.delete(name);
  };
  return {
    heard: (kind, resources) => {
      for (const reference of references.get(kind) ?? [])
        for (const name of resources.flatMap((one) => namesIn(one, reference))) {
          names.add(name);
          if (typeof name === "string") answer(name, true);
        }
    },
    closed: (kind) => {
      open.delete(kind);
      if (open.size === 0) for (const name of waiting.keys()) answer(name, false);
    },
    isMeant: (name) =>
      names.has(name) || open.size === 0
        ? Promise.resolve(names.has(name))
        : new Promise((resolve) => waiting.set(name, [...(waiting.get(name) ?? []), resolve])),
  };
};

/** Of all kinds that are read: what each refers to is heard by those of which not all are the estate's. */
export const referredAmong = (plans: readonly KindPlan[]) => {
  const sorting = plans.filter(({ kind, describes }) => kind.ours && describes.length > 0).map(({ kind }) => kind.name);
  const all = plans.map(({ kind }) => kind);
  const referred = new Map(sorting.map((name) => [name, createReferred(name, all)]));
  return {
    heard: (kind: string, resources: readonly Resource[]): void => referred.forEach((one) => one.heard(kind, resources)),
    closed: (kind: string): void => referred.forEach((one) => one.closed(kind)),
    isMeant: (kind: string): Referred["isMeant"] | undefined => referred.get(kind)?.isMeant,
  };
};
