import { describe, expect, test } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import type { Field } from "../../src/kinds/field.ts";
import type { Kind, Verb } from "../../src/kinds/kind.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { applyFixes } from "../../src/remediate/apply/apply.ts";
import { type JournalEntry, linkEvent, noHead } from "../../src/remediate/apply/chain.ts";
import type { CallAnswer, Effects } from "../../src/remediate/apply/effects.ts";
import { noLease } from "../../src/remediate/apply/lease.ts";
import { type FixItem, type FixPlan, fixPlanFormat, hashOf } from "../../src/remediate/fix-plan.ts";
import { changesOf, requestOf } from "../../src/remediate/request.ts";
import { identity, limits, now, policies, remediator } from "./reports.ts";
import { beforeOf, givenOf } from "./verb-cases.ts";

const valueOf = (name: string, field: Field | undefined): Json => {
  if (field?.shape !== "leaf") return field?.shape === "tags" ? {} : `some-${name}`;
  return field.values?.[0] ?? field.samples?.[0] ?? (field.type === "boolean" ? false : `some-${name}`);
};

/** One resource of the kind in a state, with all that the verb and the kind's key name. */
const resourceOf = (kind: Kind, verb: Verb, state: string | undefined): Resource => {
  const fields = Object.values(verb.input).flatMap((from) => (typeof from === "string" ? [from] : "listOf" in from ? [from.listOf] : []));
  const named = [...new Set([...kind.identity.key, ...fields])].map((name): [string, Json] => [name, valueOf(name, kind.fields[name])]);
  const free = Object.keys(verb.unless ?? {}).map((name): [string, Json] => [name, false]);
  const arn = `arn:aws:${kind.service}:eu-central-1:111122223333:it`;
  const config: JsonObject = {
    ...Object.fromEntries([...named, ...free]),
    tags: {},
    ...beforeOf(kind, verb),
    ...(kind.states ? { [kind.states.field]: state ?? "Anything", state: state ?? "Anything" } : {}),
  };
  return {
    id: arn,
    kind: kind.name,
    name: "it",
    arn,
    account: "111122223333",
    region: "eu-central-1",
    createdAt: now,
    config,
    unknown: {},
    defaulted: [],
  };
};

const planFor = (kind: Kind, name: string, verb: Verb): FixPlan => {
  const resource = resourceOf(kind, verb, verb.from[0]);
  const { id, arn, account, region, createdAt, config } = resource;
  const sets = changesOf(verb, givenOf(kind, verb));
  const item: FixItem = {
    resource: id,
    kind: kind.name,
    name: "it",
    arn: arn ?? "",
    account,
    region,
    createdAt: createdAt ?? "",
    project: null,
    user: null,
    key: Object.fromEntries(kind.identity.key.map((field) => [field, String(config[field])])),
    verb: name,
    operation: verb.operation,
    input: requestOf(kind, verb, { fields: config, arn: arn ?? "", given: givenOf(kind, verb) }) ?? {},
    type: verb.type,
    to: verb.to ?? null,
    ...(sets && { sets }),
    loses: verb.loses,
    keepsBilling: verb.keepsBilling,
    undo: verb.undo ?? null,
    because: [{ finding: "0".repeat(64), rule: "a-rule", message: "It is wrong." }],
    expected: { state: verb.makes ? "gone" : kind.states ? (verb.from[0] ?? "Anything") : null, modifiedAt: null },
  };
  const plan: FixPlan = {
    format: fixPlanFormat,
    createdAt: now,
    expiresAt: "2026-11-22T00:00:00.000Z",
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
  };
  return { ...plan, hash: hashOf(plan) };
};

type Sketch = { there: Resource | undefined; answers?: CallAnswer[]; verdict?: "fail" | "pass" };

/** One resource, and an AWS that does what the verb says: it goes through the states in between, unless it refuses. */
const run = async (kind: Kind, name: string, { there, answers = [], verdict = "fail" }: Sketch) => {
  const verb = kind.verbs[name];
  if (!verb) throw new Error(name);
  const plan = planFor(kind, name, verb);
  let current = there;
  let [calls, accepted] = [0, 0];
  let clock = Date.parse(now);
  let head = noHead;
  const entries: JournalEntry[] = [];
  const written = changesOf(verb, givenOf(kind, verb));
  const become = (state: string | null | undefined, sets: Record<string, Json> | undefined): void => {
    if (state === null) current = undefined;
    else {
      const base = current ?? resourceOf(kind, verb, state);
      const tags =
        sets?.["tags"] && isObject(sets["tags"])
          ? { tags: Object.fromEntries(Object.entries(sets["tags"]).filter(([, value]) => value !== null)) }
          : {};
      current = { ...base, config: { ...base.config, ...(state === undefined ? {} : { state }), ...sets, ...tags } };
    }
  };
  const effects: Effects = {
    describe: async () => (current ? { state: "there", resource: structuredClone(current) } : { state: "gone" }),
    judge: async () => ({ "a-rule": verdict }),
    send: async () => {
      calls++;
      const answer = answers.shift() ?? { ok: true };
      if (!answer.ok) return answer;
      accepted++;
      const [through] = verb.done.filter((state) => state !== verb.to);
      if (through !== undefined) become(through, undefined);
      else become(verb.to, written);
      return answer;
    },
    sleep: async (milliseconds) => {
      clock += milliseconds;
      if (accepted > 0 && current?.config["state"] !== verb.from[0]) become(verb.to, written);
    },
    journal: {
      entries: () => entries,
      append: async (event) => {
        const next = linkEvent(event, head, now);
        ({ head } = next);
        entries.push(next.entry);
      },
    },
    lease: noLease,
    clock: () => clock,
    now: () => new Date(clock).toISOString(),
    halted: async () => undefined,
    enter: async () => ({ ok: true, caller: identity, looksAs: identity }),
    session: async () => ({ ok: true, actsAs: identity }),
  };
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
  return { outcome: acts[0]?.outcome, detail: acts[0]?.detail, calls, types: entries.map(({ type }) => type) };
};

const refused = (type: string): CallAnswer => ({ ok: false, failure: { type, detail: type } });
const cases = kinds.flatMap((kind) =>
  Object.entries(kind.verbs).map(([name, verb]) => ({ title: `${name} ${kind.name}`, kind, name, verb })),
);

describe.each(cases)("$title", ({ kind, name, verb }) => {
  const ready = verb.makes ? undefined : resourceOf(kind, verb, verb.from[0]);

  test("acts in the right state, and sees it through", async () => {
    expect(await run(kind, name, { there: ready })).toMatchObject({ outcome: "done", calls: 1, types: ["run", "intent", "outcome"] });
  });

  test("leaves alone what is in a wrong state", async () => {
    const other = resourceOf(kind, verb, "SomethingElse");
    if (!kind.states) return;
    expect(await run(kind, name, { there: other })).toMatchObject({ outcome: "skipped-stale", calls: 0, types: ["run", "skipped"] });
  });

  test("leaves alone what has vanished", async () => {
    if (verb.makes) return;
    expect(await run(kind, name, { there: undefined })).toMatchObject({ outcome: "skipped-stale", detail: "it is gone", calls: 0 });
  });

  test("leaves alone what is no longer wrong", async () => {
    if (verb.makes) return;
    expect(await run(kind, name, { there: ready, verdict: "pass" })).toMatchObject({ outcome: "skipped-stale", calls: 0 });
  });

  test("fails where it is denied, and does not ask twice", async () => {
    expect(await run(kind, name, { there: ready, answers: [refused("denied")] })).toMatchObject({ outcome: "failed", calls: 1 });
  });

  test("asks again after a throttle, after another look", async () => {
    const answers = [refused("throttled"), refused("throttled")];
    expect(await run(kind, name, { there: ready, answers })).toMatchObject({
      outcome: "done",
      calls: 3,
      types: ["run", "intent", "outcome"],
    });
  });

  test("has nothing to do where it is done already", async () => {
    const written = changesOf(verb, givenOf(kind, verb));
    const state = written ? (verb.to ?? verb.from[0]) : verb.done[0];
    if (!written && state === undefined) return;
    const done = resourceOf(kind, verb, state);
    const tags = verb.input["Tags"] !== undefined && written?.["tags"] ? { tags: written["tags"] } : written?.["tags"] ? { tags: {} } : {};
    const there = { ...done, config: { ...done.config, ...written, ...tags } };
    expect(await run(kind, name, { there })).toMatchObject({ outcome: verb.makes ? "skipped-stale" : "already-done", calls: 0 });
  });

  test("is refused where AWS would refuse it, one resource at a time", async () => {
    for (const [field, value] of Object.entries(verb.unless ?? {})) {
      if (!ready) throw new Error("what is made anew cannot be blocked");
      const blocked = { ...ready, config: { ...ready.config, [field]: value } };
      expect(await run(kind, name, { there: blocked })).toMatchObject({ outcome: "skipped-stale", calls: 0 });
    }
  });

  test("leaves alone what it is not meant for", async () => {
    for (const field of Object.keys(verb.onlyIf ?? {})) {
      if (!ready) throw new Error("what is made anew is meant for what is gone");
      const other = { ...ready, config: { ...ready.config, [field]: "SomethingElse" } };
      expect(await run(kind, name, { there: other })).toMatchObject({ outcome: "skipped-stale", calls: 0 });
    }
  });

  test("says what is lost and what bills on", () => {
    expect(verb.loses.length).toBeGreaterThan(5);
    expect(verb.keepsBilling.length).toBeGreaterThan(5);
  });
});
