import { outermost } from "../../src/collect/pages.ts";
import type { KindPlan } from "../../src/collect/plan.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import { iamAction } from "../../src/kinds/operation.ts";
import type { Seed } from "../fake-aws/store.ts";

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, one) => all + one, 0);

type At = { plans: readonly KindPlan[]; of: (kind: string) => readonly JsonObject[] };

/** A page of every list, and more where there are more; an operation that lists several kinds gives them together. */
const lists = ({ plans, of }: At): number => {
  const byOperation = Map.groupBy(plans, ({ kind }) => iamAction(outermost(kind.list).operation));
  const pages = [...byOperation.values()].map((users) => {
    const own = users.filter(({ kind }) => !kind.list.within);
    const [size = 50] = users.flatMap(({ kind }) => outermost(kind.list).pageSize?.maximum ?? []);
    return Math.max(1, Math.ceil(sum(own.map(({ kind }) => of(kind.name).length)) / size));
  });
  return sum(pages);
};

/** What is asked for once by each of its parents, and for a page of others at once. */
const within = ({ plans, of }: At): number =>
  sum(
    plans.map(({ kind }) => {
      const lookups = of(kind.name).length > 0 ? (kind.recognition?.lookups.length ?? 0) : 0;
      return lookups + (kind.list.within ? of("image").length : 0);
    }),
  );

const isTagged = ({ Tags }: JsonObject): boolean => Array.isArray(Tags) && Tags.length > 0;

/** The descriptions of each that say something that nothing else does; tags come by the hundred where they can. */
const descriptions = ({ plans, of }: At): number =>
  sum(
    plans.map(({ kind, documents, describes }) => {
      const { tags } = kind;
      const isOfTags = (gives: readonly string[] | undefined): boolean =>
        kind.taggingType !== null && tags.from === "description" && gives?.length === 1 && gives[0] === tags.member;
      const needed = describes.filter(({ only, gives }) => !only && !isOfTags(gives));
      return documents === "list" ? 0 : needed.length * of(kind.name).length;
    }),
  );

const isAsked = ({ kind, tags }: KindPlan): boolean =>
  (kind.tags.from === "operation" || kind.ours !== undefined) && tags !== "unwanted" && tags !== "nowhere";

/** A hundred in a question; who is not shown there is asked for by itself, and first by its ARN where the list does not give it. */
const tags = ({ plans, of }: At): number => {
  const asked = plans.filter(isAsked);
  const untagged = asked.flatMap((plan) =>
    of(plan.kind.name)
      .filter((one) => !isTagged(one))
      .map(() => plan),
  );
  const unspelt = untagged.filter(({ kind, documents }) => documents === "list" && kind.identity.arn === null);
  return Math.ceil(sum(asked.map(({ kind }) => of(kind.name).length)) / 100) + untagged.length + unspelt.length;
};

/** The fewest calls that show all of an estate that these plans ask for, where there is no Search: told from what was seeded. */
export const floorOf = (plans: readonly KindPlan[], { resources }: Seed): number => {
  const at: At = { plans, of: (kind) => resources[kind] ?? [] };
  return lists(at) + within(at) + descriptions(at) + tags(at);
};
