import type { Cell } from "../../estate/cell.ts";
import { globalRegion } from "../../estate/relation.ts";
import { type Kind, leftOut } from "../../kinds/kind.ts";
import type { Place } from "./place.ts";

type CoverageOptions = {
  kinds: readonly Kind[];
  places: readonly Place[];
  complete: boolean;
  resources: readonly (Place & { kind: string })[];
  /** What may be of its kind, and was left out. */
  unsure: readonly (Place & { kind: string })[];
};

/**
 * A plan shows all that it manages, so its own resources are listed completely. What lives beside it stays unseen: a resource that
 * is referred to and not found here may well exist, which is what the `dependency` cells say.
 */
export const planCoverage = ({ kinds, places, complete, resources, unsure }: CoverageOptions): Cell[] => {
  const name = ({ account, region }: Place): string => `${account}/${region}`;
  const everywhere = places.flatMap((place) => [place, { ...place, region: globalRegion }]);
  const distinct = [...new Map(everywhere.map((place) => [name(place), place])).entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return distinct.flatMap(([, { account, region }]) =>
    kinds
      .filter((kind) => (region === globalRegion) === (kind.global === true))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((kind): Cell[] => {
        const place = { account, region, kind: kind.name };
        const countOf = (found: CoverageOptions["resources"]): number =>
          found.filter((one) => one.kind === kind.name && one.account === account && one.region === region).length;
        const [seen, doubtful] = [countOf(resources), countOf(unsure)];
        const left = doubtful > 0 ? { detail: leftOut(doubtful) } : {};
        const list: Cell = complete
          ? { ...place, phase: "list", state: "complete", seen, ...left }
          : {
              ...place,
              phase: "list",
              state: "partial",
              seen,
              detail: "the plan says that it is not complete: a part was targeted or deferred",
            };
        const beside: Cell = { ...place, phase: "dependency", state: "not-reached", seen: 0, detail: "a plan shows only what it manages" };
        return kind.terraform ? [list, beside] : [beside];
      }),
  );
};
