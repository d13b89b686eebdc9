import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Estate, Resource } from "../estate/estate.ts";
import { estateFormat } from "../estate/estate.ts";
import { isObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import type { Call, Clients, Effects, FixPlan, VerdictWord } from "../index.ts";
import { actorsOf, type Actors } from "./actors.ts";
import { wallClock } from "./clock.ts";
import { say } from "./failure.ts";
import type { classify as Classify, describeOne as DescribeOne, kindNamed as KindNamed, withAlong as WithAlong } from "../index.ts";
import type { Io } from "./io.ts";
import { judgeEstate, type Setting } from "./judging.ts";
import { relatedTo } from "./related.ts";
import type { Ways } from "./way.ts";

const describeBudgetSeconds = 120;

/**
 * The one resource, with what it refers to, as an estate of its own. No cell says that anything else was looked at, so rules that ask
 * for more say "unknown", and nothing is done on their word.
 */
const estateOf = (resource: Resource, related: readonly Resource[], now: string): Estate => {
  const { account, region, kind } = resource;
  const seen = (["list", "describe", "tags"] as const).map((phase) => ({
    account,
    region,
    kind,
    phase,
    state: "complete" as const,
    seen: 1,
  }));
  return { format: estateFormat, source: "live", collectedAt: now, resources: [resource, ...related], coverage: seen };
};

const haltVariable = "SAGEWARDEN_HALT";

/** Whether somebody has thrown the switch: a variable, or a file that exists. A file that cannot be looked for counts as thrown. */
const haltedBy = async ({ cwd, env }: Io, file: string): Promise<string | undefined> => {
  if ((env[haltVariable] ?? "") !== "") return `${haltVariable} is set`;
  try {
    await stat(resolve(cwd, file));
    return `${file} exists`;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return isMissing ? undefined : `whether ${file} exists cannot be told`;
  }
};

const lateness = { type: "late", detail: "this run was held up between its look and the call, and did not send it" };

/** The word of a parameter without which nothing is done. */
const goOn = "run";

type Switch = { ways: Ways; plan: Pick<FixPlan, "items"> };

/** Its own account's, where the ARN names one that there is a way into; else whoever calls. */
const readerOf = async (name: string, { ways }: Switch): Promise<Clients | undefined> => {
  const account = /^arn:[^:]+:ssm:[^:]*:(\d{12}):/.exec(name)?.[1];
  const way = account === undefined ? undefined : await ways.to(account);
  return typeof way === "object" ? way.clients : ways.home;
};

/** Where the parameter lies: its ARN says, or else it lies where the plan acts. */
const placeOf = (name: string, { items }: Pick<FixPlan, "items">): string =>
  /^arn:[^:]+:ssm:([^:]+):/.exec(name)?.[1] ?? items[0]?.region ?? "";

/** A parameter that cannot be read, or says anything but to go on, has been thrown. */
const haltedByParameter = async (name: string | null, { ways, plan }: Switch): Promise<string | undefined> => {
  if (name === null) return undefined;
  try {
    const clients = await readerOf(name, { ways, plan });
    if (!clients) return `the parameter ${name} cannot be read: of several profiles nobody says whose it is, so give its ARN`;
    const { Parameter } = await clients.send({ service: "ssm", name: "GetParameter" }, { Name: name }, placeOf(name, plan));
    const value = isObject(Parameter) ? Parameter["Value"] : undefined;
    return value === goOn ? undefined : `the parameter ${name} does not say ${goOn}`;
  } catch (error) {
    return `the parameter ${name} cannot be read (${error instanceof Error ? error.name : "no answer"})`;
  }
};

/** `readIn`: what is read goes under the reading role, as the acting one's session holds no more than the act. */
type Sending = {
  readIn: (account: string) => Promise<Clients>;
  clientsFor: Actors["clientsFor"];
  classify: typeof Classify;
  withAlong: typeof WithAlong;
};

export const sendWith =
  ({ readIn, clientsFor, classify, withAlong }: Sending): Effects["send"] =>
  async ({ item, operation, input, region, notAfter, along }: Call) => {
    let request = input;
    if (along) {
      try {
        request = withAlong(input, await (await readIn(item.account)).send(along.operation, along.input, region), along.paths);
      } catch (error) {
        return {
          ok: false,
          failure: {
            type: "late",
            detail: `what stands there could not be read, so nothing was sent: ${classify(error, along.operation).detail}`,
          },
        };
      }
    }
    if (wallClock.now().getTime() > notAfter) return { ok: false, failure: lateness };
    try {
      await clientsFor(item).send(operation, request, region);
      return { ok: true };
    } catch (error) {
      return { ok: false, failure: classify(error, operation) };
    }
  };

/** Where acts are written down, and the right to do them. */
export type Acting = Pick<Effects, "journal" | "lease"> & { close: () => void };

type Looking = { describeOne: typeof DescribeOne; kindNamed: typeof KindNamed };

/** What stands there now, seen by the way into its account. */
export const describeIn =
  (ways: Ways, { describeOne, kindNamed }: Looking): Effects["describe"] =>
  async (resource) => {
    const kind = kindNamed(resource.kind);
    const way = await ways.to(resource.account);
    if (typeof way === "string") return { state: "failed", failure: { type: "error", detail: way } };
    if (!kind) return { state: "failed", failure: { type: "error", detail: `the kind ${resource.kind} is not known` } };
    return describeOne({ kind, resource, clients: way.clients, clock: wallClock, budgetSeconds: describeBudgetSeconds });
  };

type Surroundings = { ways: Ways; setting: Setting; run: Acting; now: () => string; plan: Pick<FixPlan, "hash" | "items"> };

/** All that carrying out a plan does to the outside, with AWS and the judgement behind it. */
export const effectsOf = async (io: Io, { ways, setting, run, now, plan }: Surroundings): Promise<Effects & { close: () => void }> => {
  const { classify, describeOne, kindNamed, withAlong } = await import("../index.ts");
  const { killSwitch, killSwitchParameter } = setting.loaded.config.remediation;
  const actors = await actorsOf(plan, ways, setting);
  // No other rule's word is waited for.
  const reasons = new Set(plan.items.flatMap(({ because }) => because.map(({ rule }) => rule)));
  const rules = setting.catalogue.rules.filter(({ id }) => reasons.has(id));
  const describe = describeIn(ways, { describeOne, kindNamed });
  const readIn = async (account: string): Promise<Clients> => {
    const way = await ways.to(account);
    if (typeof way === "string") throw new Error(way);
    return way.clients;
  };
  const judge = async (resource: Resource): Promise<Readonly<Record<string, VerdictWord>>> => {
    const instant = now();
    const kind = kindNamed(resource.kind);
    const related = kind ? await relatedTo(resource, kind, { describe, kindNamed, rules }) : [];
    const report = await judgeEstate({ estate: estateOf(resource, related, instant), target: resource.id }, { ...setting, now: instant });
    return report.resources.find(({ id }) => id === resource.id)?.verdicts ?? {};
  };
  return {
    journal: run.journal,
    lease: run.lease,
    judge,
    now,
    sleep: wallClock.sleep,
    describe,
    enter: async (account) => {
      const way = await ways.to(account);
      return typeof way === "string" ? { ok: false, detail: way } : { ok: true, caller: way.caller, looksAs: way.looksAs };
    },
    session: actors.session,
    send: sendWith({ readIn, clientsFor: actors.clientsFor, classify, withAlong }),
    clock: () => wallClock.now().getTime(),
    halted: async () => (await haltedBy(io, killSwitch)) ?? haltedByParameter(killSwitchParameter, { ways, plan }),
    close: actors.close,
  };
};

type Opening = { now: () => string; acts: boolean; holder: string };

const openIn = async (path: string, { now, acts, holder }: Opening): Promise<Acting & { newKey?: string | undefined }> => {
  const { noLease, openRun, readJournal } = await import("../index.ts");
  if (!acts) return { journal: readJournal(path), lease: noLease, close: () => undefined };
  await mkdir(dirname(path), { recursive: true });
  const { journal, lease, close } = openRun({
    file: path,
    holder: `${holder}, process ${process.pid}`,
    now,
    clock: () => wallClock.now().getTime(),
  });
  return { journal, lease, close, newKey: journal.newKey };
};

/** The journal of acts, in a file that is made if there is none. A run that only looks writes nothing, and waits for nobody. */
export const journalIn = async (io: Io, file: string, opening: Opening): Promise<Acting> => {
  try {
    const opened = await openIn(resolve(io.cwd, file), opening);
    if (opened.newKey !== undefined)
      say(io, `made a key that signs ${file}. Keep its public half elsewhere, for \`audit verify --key\`: ${opened.newKey}`);
    return opened;
  } catch (error) {
    if (error instanceof Problem) throw error;
    const what = "The journal of acts cannot be written, and without it nothing is done.";
    throw new Problem(
      { code: "journal-unwritable", what, where: file, todo: "Name another file with --journal.", exitCode: 4 },
      { cause: error },
    );
  }
};
