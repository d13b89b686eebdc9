import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";
import type { Effects } from "../../src/remediate/apply/effects.ts";
import { type FixItem } from "../../src/remediate/fix-plan.ts";
import { changesOf } from "../../src/remediate/request.ts";
import { planUndo } from "../../src/remediate/undo.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { handlers } from "../fake-aws/operations.ts";
import { region } from "../fake-aws/samples.ts";
import { type FakeAws, startFakeAws } from "../fake-aws/server.ts";
import { policies } from "./reports.ts";
import { beforeOf, givenOf } from "./verb-cases.ts";
import {
  sampleOf,
  beside,
  seedFor,
  moved,
  remediatorIn,
  keyOfAccount,
  worldOf,
  itemOf,
  planOf,
  actsOf,
  applied,
  type Seed,
  type Case,
} from "./verb-world.ts";

/** Each stands in an account of its own, all of them in one stand-in. `gone`: of what makes a thing anew, the right state. */
const situations = ["ready", "other", "anew", "gone", "bare", "denied", "throttled", "done", "back"] as const;
type Situation = (typeof situations)[number];

const cases = kinds.flatMap((kind) =>
  Object.entries(kind.verbs).map(([name, verb]) => ({ title: `${name} ${kind.name}`, kind, name, verb })),
);
const accountOf = (one: Case, situation: Situation): string => {
  const nth = cases.findIndex(({ kind, name }) => kind === one.kind && name === one.name);
  return String(200_000_000_000 + nth * 100 + situations.indexOf(situation));
};

/** A state of the kind in which the verb has nothing to do with it; undefined: there is none. */
const otherState = ({ kind, verb }: Case): string | undefined => {
  const state = kind.fields[kind.states?.field ?? ""];
  const words = state?.shape === "leaf" ? (state.values ?? []).map(String) : [];
  return verb.from.length === 0 ? undefined : words.find((word) => ![...verb.from, ...verb.done, verb.to].includes(word));
};

/** What it is when somebody has done it meanwhile; undefined: it is gone then, or cannot be told from what is ready. */
const doneAs = ({ kind, verb }: Case): JsonObject | undefined => {
  const written = changesOf(verb, givenOf(kind, verb));
  const done = verb.done.find((word) => word !== verb.from[0]);
  if (!written) return done === undefined ? undefined : { state: done };
  const tags = written["tags"] ? { tags: verb.undo === "add-tags" ? {} : written["tags"] } : {};
  return { ...written, ...tags, ...(typeof verb.to === "string" ? { state: verb.to } : {}) };
};

const resourceIn = (one: Case, situation: Situation): Resource | undefined => {
  const { kind, verb } = one;
  const ready = sampleOf(kind, verb);
  if (situation === "gone" || situation === "bare") return undefined;
  if (situation === "other") return sampleOf(kind, verb, { state: otherState(one) ?? verb.from[0] ?? null });
  if (situation === "anew") return { ...ready, createdAt: ready.createdAt && "2026-11-20T08:00:00.000Z" };
  if (situation === "done") return sampleOf(kind, verb, doneAs(one) ?? {});
  // What makes a thing anew finds nothing where it stood.
  return verb.makes && situation !== "ready" && situation !== "back" ? undefined : ready;
};

const seedIn = (one: Case, situation: Situation): Seed => {
  const seed = seedFor(one.kind, resourceIn(one, situation), accountOf(one, situation));
  const config = sampleOf(one.kind, one.verb).config["configName"];
  for (const document of seed.resources["endpoint-config"] ?? []) if (typeof config === "string") document["EndpointConfigName"] = config;
  if (situation === "bare") for (const name of beside(one.kind)) seed.resources[name] = [];
  return seed;
};

const both = { account: "299999999999", other: "299999999998" };
const notebookKind = kindNamed("notebook-instance");
const pair = ["disable-root", "require-imdsv2"].flatMap((name) => {
  const verb = notebookKind?.verbs[name];
  return verb ? [{ name, verb }] : [];
});
const pairReady = (): Resource => {
  const [first] = pair;
  if (!notebookKind || !first) throw new Error("no such verbs");
  return sampleOf(notebookKind, first.verb, Object.fromEntries(pair.flatMap(({ verb }) => Object.entries(beforeOf(notebookKind, verb)))));
};

let fake: FakeAws;
beforeAll(async () => {
  const seeds = cases.flatMap((one) => situations.map((situation) => seedIn(one, situation)));
  if (notebookKind) for (const where of Object.values(both)) seeds.push(seedFor(notebookKind, pairReady(), where));
  fake = await startFakeAws({ seeds, keys: Object.fromEntries(seeds.map(({ account: where }) => [keyOfAccount(where), where])) });
}, 60_000);
afterAll(async () => {
  fake.log.assertNoUnexpected();
  await fake.close();
});

/** The plan's item for one situation: what was seen where all was as planned, in this one's account. */
const items = new Map<string, Promise<FixItem>>();
const plannedIn = async (one: Case, situation: Situation): Promise<FixItem> => {
  const ready = accountOf(one, "ready");
  const look = async (): Promise<FixItem> => {
    const seen = await worldOf(fake, ready).see(moved(sampleOf(one.kind, one.verb), ready));
    if (!seen) throw new Error(`${one.kind.name} was not seen`);
    return itemOf(one, seen);
  };
  const item = items.get(ready) ?? look();
  items.set(ready, item);
  return moved(await item, accountOf(one, situation), ready);
};

/** Applies the plan in one of the situations. `calls`: of the act itself, as the stand-in had them. */
const run = async (one: Case, situation: Situation, fault?: Fault) => {
  const where = accountOf(one, situation);
  const item = await plannedIn(one, situation);
  if (fault) fake.faults.add({ ...fault, account: where, operation: one.verb.operation.name });
  const before = fake.log.entries.length;
  const result = await applied(planOf(one.kind, [item], where), worldOf(fake, where));
  fake.faults.clear();
  const sent = fake.log.entries.slice(before).filter(({ operation, account: at }) => operation === one.verb.operation.name && at === where);
  return { ...result, calls: sent.length };
};

test("the stand-in knows what every verb of every kind sends", () => {
  const strange = cases.filter(({ verb }) => !handlers.has(`${verb.operation.service}:${verb.operation.name}`));
  expect(strange.map(({ title }) => title)).toEqual([]);
});

describe.each(cases)("$title, by the SDK over HTTP", (one) => {
  const { verb } = one;
  const [right, isMade] = [verb.makes ? "gone" : "ready", verb.makes === true] as const;

  test("fails where it is denied, and does not ask twice", async () => {
    expect(await run(one, "denied", { effect: "deny" })).toMatchObject({ outcome: "failed", calls: 1 });
  });

  test("asks again after a throttle", async () => {
    const throttle: Fault = { effect: "fail", type: "ThrottlingException", message: "Rate exceeded" };
    expect(await run(one, "throttled", throttle)).toMatchObject({ outcome: "done", calls: 2 });
  });

  test("acts in the right state, once, and sees it through", async () => {
    // What is to be made anew was seen before; now it is gone.
    expect(await run(one, right)).toMatchObject({ outcome: "done", calls: 1 });
  });

  test.runIf(isMade || otherState(one) !== undefined)("leaves alone what is in another state", async () => {
    expect(await run(one, "other")).toMatchObject({ outcome: "skipped-stale", calls: 0 });
  });

  test.runIf(isMade || one.kind.identity.createdAt !== null)("leaves alone what was made anew since", async () => {
    const says = isMade ? "it is there again" : "it is another one: the time of its creation was";
    expect(await run(one, "anew")).toMatchObject({ outcome: "skipped-stale", detail: expect.stringContaining(says), calls: 0 });
  });

  test.skipIf(isMade)("leaves alone what has vanished", async () => {
    expect(await run(one, "gone")).toMatchObject({ outcome: "skipped-stale", detail: "it is gone", calls: 0 });
  });

  test.runIf(isMade)("fails where what it is made from has vanished, and does not ask twice", async () => {
    expect(await run(one, "bare")).toMatchObject({ outcome: "failed", calls: 1 });
  });

  test.runIf(isMade || doneAs(one))("has nothing to do where it was done meanwhile", async () => {
    const nothing = isMade ? { outcome: "skipped-stale", detail: "it is there again" } : { outcome: "already-done" };
    expect(await run(one, "done")).toMatchObject({ ...nothing, calls: 0 });
  });
});

describe("two acts on one notebook in one plan", () => {
  test.each([
    ["both are done: the second rests on what the first has left", both.account, ["done", "done"]],
    ["the second is left where somebody changed it in between", both.other, ["done", "skipped-stale"]],
  ])("%s", async (_, where, outcomes) => {
    if (!notebookKind) throw new Error("no such kind");
    const world = worldOf(fake, where);
    const seen = await world.see(moved(pairReady(), where));
    if (!seen) throw new Error("not seen");
    const two = pair.map(({ name, verb }) => itemOf({ kind: notebookKind, name, verb }, seen));
    const [item] = two;
    if (!item) throw new Error("no item");
    const { journal } = world.effects;
    const meddling: Effects = {
      ...world.effects,
      journal: {
        ...journal,
        append: async (event) => {
          await journal.append(event);
          const operation = { service: "sagemaker", name: "StartNotebookInstance" } as const;
          if (event.type === "outcome" && where === both.other)
            await world.effects.send({ item, operation, input: { NotebookInstanceName: seen.name }, region, notAfter: 0 });
        },
      },
    };
    const acts = await actsOf(planOf(notebookKind, two, where), { ...world, effects: meddling });
    expect(acts.map(({ outcome }) => outcome)).toEqual(outcomes);
  });
});

describe.each(cases.filter(({ verb }) => verb.undo !== undefined && !verb.makes))("what $title did, taken back over HTTP", (one) => {
  test("stands again as it stood", async () => {
    const { kind, verb } = one;
    const where = accountOf(one, "back");
    const world = worldOf(fake, where);
    const before = await world.see(moved(sampleOf(kind, verb), where));
    if (!before) throw new Error("not seen");
    const plan = planOf(kind, [itemOf(one, before)], where);
    expect(await applied(plan, world)).toMatchObject({ outcome: "done" });
    const undo = await planUndo({
      entries: world.entries,
      run: plan.hash,
      kinds,
      allow: ["recreatable", "irreversible"],
      look: async () => (await world.see(before)) ?? "gone",
      mayNot: () => undefined,
      now: world.effects.now(),
      ttlMinutes: 6_000_000,
      identity: remediatorIn(where),
      policies,
    });
    expect(undo.refused.map(({ reason }) => reason)).toEqual([]);
    expect(await applied(undo, world)).toMatchObject({ outcome: "done" });
    const after = await world.see(before);
    const changed = Object.keys(changesOf(verb, givenOf(kind, verb)) ?? {});
    const shown = (resource: Resource | undefined) => changed.map((field) => [field, resource?.config[field]]);
    expect(shown(after)).toEqual(shown(before));
    expect(after?.config["configName"]).toBe(before.config["configName"]);
  });
});
