import { describe, expect, test } from "vitest";
import { sendWith } from "../../src/cli/effects.ts";
import { awsClients } from "../../src/collect/clients.ts";
import { describeOne } from "../../src/collect/describe-one.ts";
import { classify } from "../../src/collect/failure.ts";
import type { Resource } from "../../src/estate/estate.ts";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";
import type { Kind, Verb } from "../../src/kinds/kind.ts";
import { withAlong } from "../../src/remediate/along.ts";
import { applyFixes } from "../../src/remediate/apply/apply.ts";
import { type JournalEntry, linkEvent, noHead } from "../../src/remediate/apply/chain.ts";
import type { Effects } from "../../src/remediate/apply/effects.ts";
import { noLease } from "../../src/remediate/apply/lease.ts";
import { type FixItem, type FixPlan, fixPlanFormat, hashOf } from "../../src/remediate/fix-plan.ts";
import { keysFromArn } from "../../src/remediate/key-from-arn.ts";
import { changesOf, requestOf } from "../../src/remediate/request.ts";
import { planUndo } from "../../src/remediate/undo.ts";
import { environment } from "../fake-aws/environment.ts";
import { everyKind, sampleResources } from "../fake-aws/every-kind.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { handlers } from "../fake-aws/operations.ts";
import { account, region } from "../fake-aws/samples.ts";
import { documentOf } from "../fake-aws/seed-from-estate.ts";
import { type FakeAws, startFakeAws } from "../fake-aws/server.ts";
import { identity, limits, policies, remediator } from "./reports.ts";
import { beforeOf, givenOf } from "./verb-cases.ts";

const samples = new Map(sampleResources(1).map((resource) => [resource.kind, resource]));

/** A resource of the kind in which the verb has something to do, with something in each of its fields. */
const sampleOf = (kind: Kind, verb: Verb, differs: JsonObject = {}): Resource => {
  const sample = samples.get(kind.name);
  if (!sample) throw new Error(`no sample of ${kind.name}`);
  const state: JsonObject = kind.states && verb.from[0] !== undefined ? { state: verb.from[0] } : {};
  // What is no flag has a sample that is not in the way.
  const flags = Object.entries(verb.unless ?? {}).filter(([, value]) => typeof value === "boolean");
  const free = Object.fromEntries(flags.map(([field, value]) => [field, !value]));
  const config: JsonObject = { ...sample.config, ...state, ...free, ...beforeOf(kind, verb), ...differs };
  if (!("arn" in kind.fields) || /\{arn\}|\|/.test(kind.identity.template)) return { ...sample, config };
  const path = kind.identity.template.replaceAll(/\{(\w+)\}/g, (_, field: string) => String(config[field]));
  const arn = `arn:aws:sagemaker:${region}:${account}:${path}`;
  return { ...sample, arn, config: { ...config, arn } };
};

/** The account holds one of every kind, but for what must be gone before the act. */
const seedFor = (kind: Kind, verb: Verb, resource: Resource | undefined) => {
  const resources: Record<string, JsonObject[]> = { ...everyKind(1), [kind.name]: resource ? [documentOf(kind, resource)] : [] };
  if (verb.after) for (const name of ["app", "space", "user-profile"]) if (name !== kind.name) resources[name] = [];
  const config = resource?.config["configName"];
  if (typeof config === "string")
    resources["endpoint-config"]?.forEach((document) => Object.assign(document, { EndpointConfigName: config }));
  return { account, region, resources };
};

type World = { fake: FakeAws; effects: Effects; entries: JournalEntry[]; see: (sketch: Resource) => Promise<Resource | undefined> };

const worldOf = async (seed: ReturnType<typeof seedFor>, verdict: "fail" | "pass" = "fail"): Promise<World> => {
  const fake = await startFakeAws({ seeds: [seed] });
  Object.assign(process.env, environment(fake.url));
  const clients = awsClients();
  const entries: JournalEntry[] = [];
  let head = noHead;
  const now = (): string => fake.clock.now().toISOString();
  const look: Effects["describe"] = async (resource) => {
    const kind = kindNamed(resource.kind);
    if (!kind) throw new Error(resource.kind);
    return describeOne({ kind, resource, clients, clock: fake.clock, budgetSeconds: 60 });
  };
  const send = sendWith({ readIn: async () => clients, clientsFor: () => clients, classify, withAlong });
  const effects: Effects = {
    describe: look,
    judge: async () => ({ "a-rule": verdict }),
    send: (call) => send({ ...call, notAfter: Number.POSITIVE_INFINITY }),
    sleep: async (milliseconds) => {
      fake.clock.advance(milliseconds / 1000);
      // A throttle is over when somebody has waited.
      fake.faults.clear();
    },
    journal: {
      entries: () => entries,
      append: async (event) => {
        const next = linkEvent(event, head, now());
        ({ head } = next);
        entries.push(next.entry);
      },
    },
    lease: noLease,
    clock: () => fake.clock.now().getTime(),
    now,
    halted: async () => undefined,
    enter: async () => ({ ok: true, caller: identity, looksAs: identity }),
    session: async () => ({ ok: true, actsAs: identity }),
  };
  const see = async (sketch: Resource): Promise<Resource | undefined> => {
    const sight = await look(sketch);
    return sight.state === "there" ? sight.resource : undefined;
  };
  return { fake, effects, entries, see };
};

type Case = { kind: Kind; name: string; verb: Verb };

const textOr = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);

/** The fields that the plan would read off the ARN; where there are two ways, those that are right. */
const keyOf = (kind: Kind, seen: Resource): FixItem["key"] => {
  const key = keysFromArn(kind, seen).find((one) => Object.entries(one).every(([field, value]) => seen.config[field] === value));
  if (!key) throw new Error(`${seen.arn ?? ""} does not name a ${kind.name}`);
  return { ...key };
};

/** What the plan would say of the resource as it was seen. */
const itemOf = ({ kind, name, verb }: Case, seen: Resource): FixItem => {
  const given = givenOf(kind, verb);
  const sets = changesOf(verb, given);
  const arn = seen.arn ?? "";
  // What is made anew is made from all that was recorded of it.
  const input = requestOf(kind, verb, { fields: verb.makes ? seen.config : keyOf(kind, seen), arn, given });
  if (!input) throw new Error(`${name} ${kind.name}: not enough is known for a request`);
  const tags = seen.config["tags"];
  const people = typeof tags === "object" && tags !== null && !Array.isArray(tags) ? tags : {};
  const state = textOr(seen.config["state"]);
  return {
    resource: seen.id,
    kind: kind.name,
    name: seen.name,
    arn,
    account,
    region,
    createdAt: seen.createdAt ?? "",
    project: textOr(people["project"]),
    user: textOr(people["user"]),
    key: keyOf(kind, seen),
    verb: name,
    operation: verb.operation,
    input,
    type: verb.type,
    to: verb.to === undefined ? state : verb.to,
    ...(sets && { sets }),
    loses: verb.loses,
    keepsBilling: verb.keepsBilling,
    undo: verb.undo ?? null,
    because: [{ finding: "0".repeat(64), rule: "a-rule", message: "It is wrong." }],
    expected: { state: verb.makes ? "gone" : state, modifiedAt: textOr(seen.config["modifiedAt"]) },
  };
};

const planOf = (kind: Kind, item: FixItem, differs: Partial<FixPlan> = {}): FixPlan => {
  const plan: FixPlan = {
    format: fixPlanFormat,
    createdAt: "2026-11-21T12:00:00.000Z",
    expiresAt: "2026-11-23T00:00:00.000Z",
    identity: remediator,
    policies,
    report: "0".repeat(64),
    accounts: [{ account: "111122223333", caller: remediator, looksAs: remediator, actsAs: remediator }],
    populations: [{ kind: kind.name, size: 1 }],
    undoes: null,
    items: [item],
    refused: [],
    byHand: [],
    hash: "",
    ...differs,
  };
  return { ...plan, hash: hashOf({ ...plan, hash: "" }) };
};

const actsOf = async (plan: FixPlan, { effects }: World) => {
  const { acts } = await applyFixes({
    plan,
    approval: { hash: plan.hash, by: "ada" },
    kinds,
    limits: { ...limits, allow: ["recreatable", "irreversible"] },
    mayNot: () => undefined,
    identity,
    policies,
    effects,
  });
  return acts;
};

const applied = async (plan: FixPlan, world: World) => {
  const [first] = await actsOf(plan, world);
  return { outcome: first?.outcome, detail: first?.detail };
};

const outcomesOf = async (plan: FixPlan, world: World) => (await actsOf(plan, world)).map(({ outcome }) => outcome);

const sent = ({ fake }: World, { verb }: Case): number =>
  fake.log.entries.filter(({ operation }) => operation === verb.operation.name).length;

type Sketch = { there: Resource | undefined; planned: Resource; faults?: Fault[]; verdict?: "fail" | "pass" };

/** Plans from what is seen of one thing, and applies the plan to what stands there. */
const run = async (one: Case, { there, planned, faults = [], verdict }: Sketch) => {
  const first = await worldOf(seedFor(one.kind, one.verb, planned));
  const seen = await first.see(planned);
  await first.fake.close();
  if (!seen) throw new Error(`${one.kind.name} was not seen`);
  const world = await worldOf(seedFor(one.kind, one.verb, there), verdict);
  await using _ = world.fake;
  for (const fault of faults) world.fake.faults.add(fault);
  const result = await applied(planOf(one.kind, itemOf(one, seen)), world);
  world.fake.log.assertNoUnexpected();
  return { ...result, calls: sent(world, one) };
};

const cases = kinds.flatMap((kind) =>
  Object.entries(kind.verbs).map(([name, verb]) => ({ title: `${name} ${kind.name}`, kind, name, verb })),
);
const known = cases.filter(({ verb }) => handlers.has(`${verb.operation.service}:${verb.operation.name}`));

test("the stand-in knows what every verb of EMR and SageMaker sends", () => {
  const strange = cases.filter((one) => !known.includes(one) && ["sagemaker", "emr"].includes(one.kind.service));
  expect(strange.map(({ title }) => title)).toEqual([]);
});

// Tags are written by two operations a service, whatever the kind: the last test below writes those of each.
const tagged = ["app", "emr-cluster", "emr-studio", "notebook-instance"];
const tried = known.filter(({ name, kind }) => !name.endsWith("-tags") || tagged.includes(kind.name));

describe.each(tried)("$title, by the SDK over HTTP", (one) => {
  const { kind, verb } = one;
  const ready = sampleOf(kind, verb);
  // What makes a thing anew finds nothing where it stood.
  const there = verb.makes ? undefined : ready;

  test("acts in the right state, once, and sees it through", async () => {
    if (verb.makes) return;
    expect(await run(one, { there, planned: ready })).toMatchObject({ outcome: "done", calls: 1 });
  });

  test("leaves alone what is in another state, or was made anew, or has vanished", async () => {
    const state = kind.fields[kind.states?.field ?? ""];
    const words = state?.shape === "leaf" ? (state.values ?? []) : [];
    const other = words.find((word) => typeof word === "string" && ![...verb.from, ...verb.done, verb.to].includes(word));
    if (!verb.makes && kind.states && other !== undefined && verb.from.length > 0)
      expect(await run(one, { there: sampleOf(kind, verb, { state: other }), planned: ready })).toMatchObject({
        outcome: "skipped-stale",
        calls: 0,
      });
    if (!verb.makes)
      expect(await run(one, { there: undefined, planned: ready })).toMatchObject({
        outcome: "skipped-stale",
        detail: "it is gone",
        calls: 0,
      });
  });

  test("fails where it is denied, and does not ask twice", async () => {
    if (verb.makes) return;
    const denial: Fault = { effect: "deny", operation: verb.operation.name };
    expect(await run(one, { there, planned: ready, faults: [denial] })).toMatchObject({ outcome: "failed", calls: 1 });
  });

  test("asks again after a throttle", async () => {
    if (verb.makes) return;
    const throttle: Fault = { effect: "fail", operation: verb.operation.name, type: "ThrottlingException", message: "Rate exceeded" };
    expect(await run(one, { there, planned: ready, faults: [throttle] })).toMatchObject({ outcome: "done", calls: 2 });
  });

  test("has nothing to do where it was done meanwhile", async () => {
    const written = changesOf(verb, givenOf(kind, verb));
    const done = verb.done.find((word) => word !== verb.from[0]);
    if (verb.makes || (!written && done === undefined)) return;
    const tags = written?.["tags"] ? { tags: verb.undo === "add-tags" ? {} : written["tags"] } : {};
    const differs = written ? { ...written, ...tags, ...(typeof verb.to === "string" ? { state: verb.to } : {}) } : { state: done ?? "" };
    expect(await run(one, { there: sampleOf(kind, verb, differs), planned: ready })).toMatchObject({ outcome: "already-done", calls: 0 });
  });
});

describe("two acts on one notebook in one plan", () => {
  const notebook = kindNamed("notebook-instance");
  const verbs = ["disable-root", "require-imdsv2"].flatMap((name) => {
    const verb = notebook?.verbs[name];
    return verb ? [{ name, verb }] : [];
  });

  test.each([
    ["both are done: the second rests on what the first has left", "nobody", ["done", "done"]],
    ["the second is left where somebody changed it in between", "somebody", ["done", "skipped-stale"]],
  ])("%s", async (_, who, outcomes) => {
    const [first] = verbs;
    if (!notebook || !first) throw new Error("no such verbs");
    const differs: JsonObject = Object.fromEntries(verbs.flatMap(({ verb }) => Object.entries(beforeOf(notebook, verb))));
    const ready = sampleOf(notebook, first.verb, differs);
    const world = await worldOf(seedFor(notebook, first.verb, ready));
    await using fake = world.fake;
    const seen = await world.see(ready);
    if (!seen) throw new Error("not seen");
    const items = verbs.map(({ name, verb }) => itemOf({ kind: notebook, name, verb }, seen));
    const item = itemOf({ kind: notebook, ...first }, seen);
    const { journal } = world.effects;
    const meddling: Effects = {
      ...world.effects,
      journal: {
        ...journal,
        append: async (event) => {
          await journal.append(event);
          const input = { NotebookInstanceName: seen.name };
          if (event.type === "outcome" && who === "somebody")
            await world.effects.send({
              item,
              operation: { service: "sagemaker", name: "StartNotebookInstance" },
              input,
              region,
              notAfter: 0,
            });
        },
      },
    };
    expect(await outcomesOf(planOf(notebook, item, { items }), { ...world, effects: meddling })).toEqual(outcomes);
    fake.log.assertNoUnexpected();
  });
});

describe.each(known.filter(({ verb }) => verb.undo !== undefined && !verb.makes))("what $title did, taken back over HTTP", (one) => {
  test("stands again as it stood", async () => {
    const { kind, verb } = one;
    const ready = sampleOf(kind, verb);
    const world = await worldOf(seedFor(kind, verb, ready));
    await using _ = world.fake;
    const before = await world.see(ready);
    if (!before) throw new Error("not seen");
    const plan = planOf(kind, itemOf(one, before));
    expect(await applied(plan, world)).toMatchObject({ outcome: "done" });
    const undo = await planUndo({
      entries: world.entries,
      run: plan.hash,
      kinds,
      allow: ["recreatable", "irreversible"],
      look: async () => (await world.see(before)) ?? "gone",
      mayNot: () => undefined,
      now: world.effects.now(),
      ttlMinutes: 600,
      identity,
      policies,
    });
    expect(undo.refused.map(({ reason }) => reason)).toEqual([]);
    expect(await applied(undo, world)).toMatchObject({ outcome: "done" });
    const after = await world.see(before);
    const changed = Object.keys(changesOf(verb, givenOf(kind, verb)) ?? {});
    const shown = (resource: Resource | undefined) => changed.map((field) => [field, resource?.config[field]]);
    expect(shown(after)).toEqual(shown(before));
    expect(after?.config["configName"]).toBe(before.config["configName"]);
    world.fake.log.assertNoUnexpected();
  });
});
