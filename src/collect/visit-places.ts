import pLimit from "p-limit";
import type { Cell } from "../estate/cell.ts";
import type { AskTags } from "./bulk-tags.ts";
import type { KindPlan } from "./plan.ts";
import type { Desks, TagDesk } from "./tag-desk.ts";

export type VisitOptions = {
  plans: readonly KindPlan[];
  regions: readonly string[];
  concurrency: number;
  desks: Desks;
  askTags: (region: string) => AskTags;
};
export type Visit = (plan: KindPlan, place: { region: string; desk: TagDesk }) => Promise<Cell[]>;

/**
 * Every kind in every region: so many at once that the calls of one may fill the gaps of another, and all kinds of several regions, so
 * that places that are throttled without end do not keep the others from being looked at. What others refer to comes first, so that a
 * long history need not wait for it. Who asks for tags with others waits for them: the kinds of a region come in a row, and there is
 * room for all of them, or some would wait for those who cannot begin; room is left over for those who wait for who refers to them.
 */
export const visitPlaces = (options: VisitOptions, visit: Visit): { plan: KindPlan; cells: Promise<Cell[]> }[] => {
  const { plans, regions, concurrency, desks, askTags } = options;
  // In each region, one of these may wait until all that may refer to it have come from all regions.
  const waiting = regions.length * plans.filter(({ kind }) => kind.ours !== undefined).length;
  const room = pLimit(Math.max(concurrency, 4 * plans.length, 1) + waiting);
  const asking = new Map(regions.map((region) => [region, askTags(region)]));
  return [plans.filter(({ kind }) => !kind.history), plans.filter(({ kind }) => kind.history)].flatMap((group) => {
    const visits = new Map<KindPlan, Promise<Cell[]>[]>(group.map((plan) => [plan, []]));
    for (const [region, ask] of asking) {
      const here = group.filter(({ kind }) => !kind.global || region === regions[0]);
      const desk = desks.open(region, { plans: here, ask });
      for (const plan of here) visits.get(plan)?.push(room(() => visit(plan, { region, desk })));
    }
    return [...visits].map(([plan, cells]) => ({ plan, cells: Promise.all(cells).then((all) => all.flat()) }));
  });
};
