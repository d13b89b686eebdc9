import fc from "fast-check";
import { iamAction, sagemaker, tagging, type Operation } from "../../src/kinds/operation.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { servedKinds } from "../fake-aws/served.ts";
import type { Seed } from "../fake-aws/store.ts";

const operations: readonly Operation[] = servedKinds.flatMap(({ list, describe, tags }) => [
  list.operation,
  ...describe.map(({ operation }) => operation),
  ...(tags.from === "operation" ? [tags.operation] : []),
]);

const called: readonly Operation[] = [...operations, sagemaker("Search"), tagging("GetResources")];

/** Every permission that a scan may use, with the operation that it is for. */
export const permissions: ReadonlyMap<string, Operation> = new Map(called.map((operation) => [iamAction(operation), operation]));

const anOperation = fc.constantFrom(...new Set(called.map(({ name }) => name)));
const kept = ["training-job", "processing-job", "model", "endpoint"];
const earlier = "2020-01-01T00:00:00.000Z";

/** An index that has not heard of some things, knows others as they were, lacks tags, and still has what is gone. */
const lagging = (documents: readonly JsonObject[], lag: Lag): JsonObject[] => {
  const known = documents.filter((_, index) => lag.lacks === 0 || index % lag.lacks !== 0);
  const told = known.map((document): JsonObject => ({
    ...document,
    ...(lag.isBehind && "LastModifiedTime" in document ? { LastModifiedTime: earlier } : {}),
    ...(lag.isBehind && "TrainingJobStatus" in document ? { TrainingJobStatus: "InProgress" } : {}),
    ...(lag.isBehind && "ProcessingJobStatus" in document ? { ProcessingJobStatus: "InProgress" } : {}),
    ...(lag.isBehind && "EndpointStatus" in document ? { EndpointStatus: "Creating" } : {}),
    ...(lag.isUntagged ? { Tags: [] } : {}),
  }));
  const [ghost] = lag.hasGhosts ? documents : [];
  const gone = ["TrainingJobName", "ProcessingJobName", "ModelName", "EndpointName"].flatMap((name) =>
    ghost?.[name] === undefined ? [] : [{ ...ghost, [name]: "long-gone" }],
  );
  return [...told, ...gone];
};

type Lag = { lacks: number; isBehind: boolean; isUntagged: boolean; hasGhosts: boolean };
const aLag: fc.Arbitrary<Lag> = fc.record({
  lacks: fc.constantFrom(0, 1, 2, 3),
  isBehind: fc.boolean(),
  isUntagged: fc.boolean(),
  hasGhosts: fc.boolean(),
});

/** What Search knows of an estate: all of it as it is, or what `lagging` makes of it. */
export const anIndex = fc.option(aLag, { nil: undefined }).map(
  (lag) =>
    (seed: Seed): Seed =>
      lag ? { ...seed, indexed: Object.fromEntries(kept.map((kind) => [kind, lagging(seed.resources[kind] ?? [], lag)])) } : seed,
);

const share = fc.constantFrom(0.05, 0.3, 1);
const either = <const Values extends readonly (string | number)[]>(...values: Values): fc.Arbitrary<Values[number]> =>
  fc.constantFrom(...values);
const effect = <const Name extends Fault["effect"]>(name: Name): fc.Arbitrary<Name> => fc.constant(name);

/** Anything that AWS, the way to it or somebody at work beside us may do to single operations. */
export const aFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ effect: effect("deny"), operation: anOperation, by: either("role", "scp", "boundary") }),
  fc.record({ effect: effect("deny"), operation: anOperation, about: fc.constantFrom("churn", "vision", "-1") }),
  fc.record({
    effect: effect("throttle"),
    operation: anOperation,
    perSecond: fc.constantFrom(0, 2, 20),
    burst: fc.constantFrom(0, 3),
  }),
  fc.record({ effect: effect("break"), operation: anOperation, how: either(500, 503, "reset", "truncate"), share }),
  fc.record({ effect: effect("expire"), operation: anOperation, after: fc.nat({ max: 9 }) }),
  fc.record({
    effect: effect("unknown-operation"),
    operation: fc.constantFrom("DescribeSpace", "DescribeModel", "ListTags", "DescribeApp"),
  }),
  fc.record({ effect: effect("empty-page"), operation: anOperation, share: fc.constant(0.4) }),
  fc.record({ effect: effect("overlap"), by: fc.nat({ max: 9 }) }),
  fc.record({ effect: effect("loop"), operation: anOperation }),
  fc.record({ effect: effect("forget-token"), operation: anOperation, times: fc.constantFrom(1, 3, 1000) }),
  fc.record({ effect: effect("short-pages"), most: fc.integer({ min: 1, max: 9 }) }),
);
