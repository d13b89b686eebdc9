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
import { environment } from "../fake-aws/environment.ts";
import { everyKind, sampleResources } from "../fake-aws/every-kind.ts";
import { account, region } from "../fake-aws/samples.ts";
import { documentOf } from "../fake-aws/seed-from-estate.ts";
import { type FakeAws } from "../fake-aws/server.ts";
import { limits, policies } from "./reports.ts";
import { beforeOf, givenOf } from "./verb-cases.ts";

const all = everyKind(1);
const samples = new Map(sampleResources(1).map((resource) => [resource.kind, resource]));

/** A resource of the kind in which the verb has something to do, with something in each of its fields. */
export const sampleOf = (kind: Kind, verb: Verb, differs: JsonObject = {}): Resource => {
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

/** What a verb's request leans on beside the resource itself. */
export const beside = (kind: Kind): string[] => (kind.name === "endpoint" ? ["endpoint-config"] : []);

export type Seed = { account: string; region: string; resources: Record<string, JsonObject[]> };

/** An account that holds the resource, or none, and what its request leans on. */
export const seedFor = (kind: Kind, resource: Resource | undefined, where: string): Seed => {
  const resources: Record<string, JsonObject[]> = Object.fromEntries(beside(kind).map((name) => [name, structuredClone(all[name] ?? [])]));
  resources[kind.name] = resource ? [documentOf(kind, resource)] : [];
  const config = resource?.config["configName"];
  if (typeof config === "string")
    resources["endpoint-config"]?.forEach((document) => Object.assign(document, { EndpointConfigName: config }));
  return { account: where, region, resources: moved(resources, where) };
};

/** Everything of the samples' account as another one's. */
export const moved = <Value>(value: Value, to: string, from = account): Value => JSON.parse(JSON.stringify(value).replaceAll(from, to));

export const remediatorIn = (where: string): string => `arn:aws:sts::${where}:assumed-role/remediator`;
export const keyOfAccount = (where: string): string => `AKIA${where}`;

type World = { account: string; effects: Effects; entries: JournalEntry[]; see: (sketch: Resource) => Promise<Resource | undefined> };

/** One account of the stand-in, seen and acted in by the real SDK. */
export const worldOf = (fake: FakeAws, where: string): World => {
  Object.assign(process.env, environment(fake.url, keyOfAccount(where)));
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
  const remediator = remediatorIn(where);
  const effects: Effects = {
    describe: look,
    judge: async () => ({ "a-rule": "fail" }),
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
    enter: async () => ({ ok: true, caller: remediator, looksAs: remediator }),
    session: async () => ({ ok: true, actsAs: remediator }),
  };
  const see = async (sketch: Resource): Promise<Resource | undefined> => {
    const sight = await look(sketch);
    return sight.state === "there" ? sight.resource : undefined;
  };
  return { account: where, effects, entries, see };
};

export type Case = { kind: Kind; name: string; verb: Verb };

const textOr = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);

/** The fields that the plan would read off the ARN; where there are two ways, those that are right. */
const keyOf = (kind: Kind, seen: Resource): FixItem["key"] => {
  const key = keysFromArn(kind, seen).find((one) => Object.entries(one).every(([field, value]) => seen.config[field] === value));
  if (!key) throw new Error(`${seen.arn ?? ""} does not name a ${kind.name}`);
  return { ...key };
};

/** What the plan would say of the resource as it was seen. */
export const itemOf = ({ kind, name, verb }: Case, seen: Resource): FixItem => {
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
    account: seen.account,
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

export const planOf = (kind: Kind, items: readonly FixItem[], where: string): FixPlan => {
  const remediator = remediatorIn(where);
  const plan: FixPlan = {
    format: fixPlanFormat,
    createdAt: "2026-11-21T12:00:00.000Z",
    expiresAt: "2036-11-23T00:00:00.000Z",
    identity: remediator,
    policies,
    report: "0".repeat(64),
    accounts: [{ account: where, caller: remediator, looksAs: remediator, actsAs: remediator }],
    populations: [{ kind: kind.name, size: 1 }],
    undoes: null,
    items: [...items],
    refused: [],
    byHand: [],
    hash: "",
  };
  return { ...plan, hash: hashOf({ ...plan, hash: "" }) };
};

export const actsOf = async (plan: FixPlan, { account: where, effects }: World) => {
  const { acts } = await applyFixes({
    plan,
    approval: { hash: plan.hash, by: "ada" },
    kinds,
    limits: { ...limits, allow: ["recreatable", "irreversible"] },
    mayNot: () => undefined,
    identity: remediatorIn(where),
    policies,
    effects,
  });
  return acts;
};

export const applied = async (plan: FixPlan, world: World) => {
  const [first] = await actsOf(plan, world);
  return { outcome: first?.outcome, detail: first?.detail };
};
