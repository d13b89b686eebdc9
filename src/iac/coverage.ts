import type { Cell } from "../estate/cell.ts";
import type { Estate } from "../estate/estate.ts";
import { globalRegion } from "../estate/relation.ts";
import { type Kind, leftOut } from "../kinds/kind.ts";

/** Where a resource will live. */
type Place = { account: string; region: string };

type CoverageOptions = {
  kinds: readonly Kind[];
  places: readonly Place[];
  /** Whether the source has a type for it. */
  has: (kind: Kind) => boolean;
  /** Why a kind's resources are not all shown; undefined: they are. */
  partial: string | undefined;
  resources: readonly (Place & { kind: string })[];
  /** What may be of its kind, and was left out. */
  unsure: readonly (Place & { kind: string })[];
  /** What lies beside it stays unseen, in words. */
  beside: string;
};

const tally = (found: readonly (Place & { kind: string })[]): ((kind: string, place: Place) => number) => {
  const counts = new Map<string, number>();
  const name = (kind: string, { account, region }: Place): string => `${account}/${region}/${kind}`;
  for (const one of found) counts.set(name(one.kind, one), (counts.get(name(one.kind, one)) ?? 0) + 1);
  return (kind, place) => counts.get(name(kind, place)) ?? 0;
};

/**
 * Infrastructure code shows all that it manages, so its own resources are listed completely. What lives beside it stays unseen: a
 * resource that is referred to and not found here may well exist, which is what the `dependency` cells say.
 */
export const codeCoverage = ({ kinds, places, has, partial, resources, unsure, beside }: CoverageOptions): Cell[] => {
  const name = ({ account, region }: Place): string => `${account}/${region}`;
  const everywhere = places.flatMap((place) => [place, { ...place, region: globalRegion }]);
  const distinct = [...new Map(everywhere.map((place) => [name(place), place])).entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const [seenOf, unsureOf] = [tally(resources), tally(unsure)];
  return distinct.flatMap(([, { account, region }]) =>
    kinds
      .filter((kind) => (region === globalRegion) === (kind.global === true))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((kind): Cell[] => {
        const place = { account, region, kind: kind.name };
        const [seen, doubtful] = [seenOf(kind.name, place), unsureOf(kind.name, place)];
        const left = doubtful > 0 ? { detail: leftOut(doubtful) } : {};
        const list: Cell =
          partial === undefined
            ? { ...place, phase: "list", state: "complete", seen, ...left }
            : { ...place, phase: "list", state: "partial", seen, detail: partial };
        const dependency: Cell = { ...place, phase: "dependency", state: "not-reached", seen: 0, detail: beside };
        return has(kind) ? [list, dependency] : [dependency];
      }),
  );
};

const noRule = "no rule asks for this type";

/** The types of machine learning in it that nobody judged. */
export const typesUnjudged = ({ coverage }: Pick<Estate, "coverage">): string[] =>
  [...new Set(coverage.flatMap(({ kind, detail }) => (detail === noRule ? [kind] : [])))].toSorted();

/** Types of machine learning that no kind stands for: nobody judged them, which is no gap that somebody could close. */
export const typesWithoutKind = (found: readonly (Place & { type: string })[]): Cell[] =>
  [...Map.groupBy(found, ({ account, region, type }) => `${account}/${region}/${type}`)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]): Cell[] => {
      const [first] = same;
      if (!first) return [];
      const { account, region, type } = first;
      return [{ account, region, kind: type, phase: "dependency", state: "not-reached", seen: same.length, detail: noRule }];
    });
