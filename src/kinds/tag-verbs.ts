import type { Verb } from "./kind.ts";
import { emr, type Operation, sagemaker } from "./operation.ts";

/** How a service tags: tags change nothing else, and no state stands in their way. */
const tagVerbs = (add: Operation, remove: Operation, named: Verb["input"]): Record<"add-tags" | "remove-tags", Verb> => {
  const common = { type: "reversible", from: [], done: [], keepsBilling: "all that billed before: tags cost nothing" } as const;
  return {
    "add-tags": {
      ...common,
      operation: add,
      input: { ...named, Tags: { given: "tags" } },
      loses: "nothing; who may act on it, and when it must stop, can depend on its tags",
      // Only what was missing is added, so there is nothing to go back to but its absence.
      undo: "remove-tags",
    },
    "remove-tags": {
      ...common,
      operation: remove,
      input: { ...named, TagKeys: { keysOf: "tags" } },
      loses: "the tags; who may act on it, and when it must stop, can depend on them",
      undo: "add-tags",
    },
  };
};

export const sagemakerTagVerbs = tagVerbs(sagemaker("AddTags"), sagemaker("DeleteTags"), { ResourceArn: { arn: true } });

/** EMR names a cluster and a studio by their ids. */
export const emrTagVerbs = (id: string): ReturnType<typeof tagVerbs> => tagVerbs(emr("AddTags"), emr("RemoveTags"), { ResourceId: id });
