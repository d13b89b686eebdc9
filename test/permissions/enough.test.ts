import { beforeAll, describe, expect, it } from "vitest";
import { planCalls, type KindPlan } from "../../src/collect/plan.ts";
import type { Cell } from "../../src/estate/cell.ts";
import { isObject, type JsonObject } from "../../src/estate/json.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { leastPrivilege } from "../../src/least-privilege.ts";
import type { List } from "../../src/kinds/kind.ts";
import { readingStatements } from "../../src/permissions/reading.ts";
import { wantedBy } from "../../src/wanted.ts";
import { apart } from "../collect/apart.ts";
import { scan, type Scan } from "../collect/scan.ts";
import { everyKind } from "../fake-aws/every-kind.ts";
import { neededAction } from "../fake-aws/iam-actions.ts";
import { seedOf } from "../fake-aws/samples.ts";
import type { Seed } from "../fake-aws/store.ts";
import { catalogue, configOf } from "./setting.ts";

/** Only its user data tells that it is a notebook. */
const unlikely = (document: JsonObject): JsonObject => ({
  ...document,
  Images: [{ Name: "al2023" }],
  SecurityGroups: [],
  OpenGroups: [],
  Tags: [],
});

const untagged = (document: JsonObject): JsonObject => ({ ...document, Tags: [] });

/** An instance of which nothing but its user data says that it is a notebook. */
const silent = (document: JsonObject): JsonObject => {
  const images = Array.isArray(document["Images"]) ? document["Images"].filter(isObject) : [];
  return { ...document, Tags: [], InstanceType: "g5.xlarge", Images: images.map((image) => ({ ...image, Name: "al2023" })) };
};

/** What has no tags is of the estate by its name only. */
const without = (kind: string, document: JsonObject): JsonObject => {
  if (kind === "ec2-notebook") return silent(document);
  return { ...untagged(document), ...(kind === "s3-bucket" && { Name: "sagemaker-untagged" }) };
};

/** Some of every kind, of which one has no tags; the index of Search knows neither that one nor another. */
const world = (): Seed => {
  const resources = Object.fromEntries(
    Object.entries(everyKind(4)).map(([kind, documents]) => [kind, documents.map((one, at) => (at === 3 ? without(kind, one) : one))]),
  );
  resources["ec2-notebook"] = (resources["ec2-notebook"] ?? []).map((one, at) => (at === 2 ? unlikely(one) : one));
  const indexed = kinds.filter(({ search }) => search).map(({ name }) => [name, (resources[name] ?? []).slice(0, 2)]);
  return { ...seedOf(resources), indexed: Object.fromEntries(indexed) };
};

const plans = planCalls(kinds, undefined, { trustSearch: false });
const actions = readingStatements(plans).flatMap(({ Action }) => Action);

const told = (cells: readonly Cell[]): string[] => cells.map(({ kind, phase, state }) => `${kind} ${phase} ${state}`).sort();
const gaps = ({ estate }: Scan): Cell[] => estate.coverage.filter(({ state }) => state !== "complete");
const usedIn = ({ fake }: Scan): Set<string> =>
  new Set(fake.log.entries.flatMap(({ service, operation }) => (service === "sso" ? [] : neededAction(service, operation))));
const named = (operation: { service: Parameters<typeof neededAction>[0]; name: string }): string =>
  neededAction(operation.service, operation.name);
const lists = (list: List): string[] => [...(list.within ? lists(list.within.list) : []), named(list.operation)];

/** What each cell needs, by what AWS calls it and not by what we do: a cell whose list is refused is not reached. */
const needing = (action: string): string[] => {
  const ofPlan = ({ kind, documents, describes }: KindPlan): string[] => {
    const phases = [...(documents === "list" ? [] : ["describe"]), ...(kind.tags.from === "operation" ? ["tags"] : [])];
    if (lists(kind.list).includes(action))
      return [`${kind.name} list denied`, ...phases.map((phase) => `${kind.name} ${phase} not-reached`)];
    const isDescribed = documents !== "list" && describes.some(({ operation }) => named(operation) === action);
    const isWhole = documents === "describe" && describes.length === 1;
    const decides = [
      ...(kind.recognition?.lookups ?? []),
      ...describes.filter(({ gives }) => gives?.some((member) => kind.recognition?.decides.includes(member))),
    ];
    const decided = decides.some(({ operation }) => named(operation) === action) ? [`${kind.name} list partial`] : [];
    const described = isDescribed ? [`${kind.name} describe ${isWhole ? "denied" : "partial"}`] : [];
    const isTagged = kind.tags.from === "operation" && named(kind.tags.operation) === action;
    return [...decided, ...described, ...(isTagged ? [`${kind.name} tags ${kind.taggingType === null ? "denied" : "partial"}`] : [])];
  };
  return plans.flatMap(ofPlan).sort();
};

/** Actions that spare calls: without them, as much is seen. */
const spares = ["sagemaker:Search", "tag:GetResources"];

describe("The policy that is generated", () => {
  let whole: Scan;
  beforeAll(async () => {
    whole = await scan({ seeds: [world()], allowed: new Set(actions) });
  });

  it("is enough: with exactly these permissions nothing is denied", () => {
    expect(gaps(whole)).toEqual([]);
    expect(whole.estate.resources).toHaveLength(Object.values(world().resources).flat().length);
    expect(whole.fake.log.entries.filter(({ outcome }) => outcome.startsWith("AccessDenied"))).toEqual([]);
  });

  it("is the least: each of its permissions is used", () => {
    expect(actions.filter((action) => !usedIn(whole).has(action))).toEqual([]);
  });

  // A scan for each would be a hundred. What no two of a group have in common, each of them has by itself.
  const taken = actions.filter((action) => !action.startsWith("sts:"));
  const kindsNeeding = (action: string): string[] => needing(action).map((cell) => cell.replace(/ .*/, ""));
  it.each(apart(taken, kindsNeeding, 4).map((group) => [group.join(" and "), group] as const))(
    "without %s leaves out exactly the cells that need it",
    async (_, group) => {
      const less = await scan({ seeds: [world()], allowed: new Set(actions.filter((action) => !group.includes(action))) });
      expect(told(gaps(less))).toEqual(group.flatMap(needing).sort());
      for (const action of group) expect(spares.includes(action)).toBe(needing(action).length === 0);
    },
  );

  it.each(["baseline", "mlspace"])("of the profile %s is enough for a scan by it", async (profile) => {
    const config = configOf(profile);
    const [policy, ...more] = leastPrivilege({ config, catalogue, kinds, verbs: [], partition: "aws" });
    expect(more).toEqual([]);
    const allowed = new Set(policy?.Statement.flatMap(({ Action }) => Action));
    const seen = await scan({ seeds: [world()], allowed }, { wanted: wantedBy(config, catalogue) });
    expect(gaps(seen)).toEqual([]);
    expect([...allowed].filter((action) => !usedIn(seen).has(action))).toEqual([]);
  });
});
