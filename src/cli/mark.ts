import { InvalidArgumentError } from "commander";
import { resolve } from "node:path";
import { visible } from "../../reports/visible.ts";
import { Problem } from "../estate/problem.ts";
import type { ApplyInput, Arrival, Carrier, FixPlan, Heard, Outcome, Report } from "../index.ts";
import { isObject } from "../estate/json.ts";
import { actsText, carryOut, peopleOf, permissionOf, requireKnown } from "./acting.ts";
import { say } from "./failure.ts";
import { readInput } from "./files.ts";
import type { Io } from "./io.ts";
import { sayOutcome, type Setting } from "./judging.ts";
import { lookLive } from "./live.ts";
import { judgeLook, withShelves } from "./look.ts";
import { askedIn, looksAt, lookWith } from "./looking.ts";
import { type GlobalOptions, parseInstant } from "./options.ts";
import { columns } from "./paragraph.ts";
import type { Ways } from "./way.ts";
import { boundsFor, withWays } from "./ways.ts";

const longestNotice = 90 * 86_400_000;
const hours: Readonly<Record<string, number>> = { h: 1, d: 24 };

export type Due = { at: string } | { after: number };

/** `2026-11-28T18:00:00Z`, or so many hours or days from now: `12h`, `7d`. */
export const parseDue = (text: string): Due => {
  const [, count, unit = ""] = /^(\d{1,4})([hd])$/.exec(text) ?? [];
  if (count !== undefined) return { after: Number(count) * (hours[unit] ?? 0) * 3_600_000 };
  try {
    return { at: parseInstant(text) };
  } catch {
    throw new InvalidArgumentError("It must be an instant such as 2027-03-31T18:00:00Z, or a time from now such as 12h or 7d.");
  }
};

/** To the second, and later than now: who is to be given notice must have some. */
const dueFrom = (due: Due, now: string): string => {
  const at = "at" in due ? Date.parse(due.at) : Date.parse(now) + due.after;
  if (at > Date.parse(now) && at <= Date.parse(now) + longestNotice)
    return new Date(Math.floor(at / 1000) * 1000).toISOString().replace(".000Z", "Z");
  throw new Problem({
    code: "mark-due",
    what: `A mark cannot be due at ${new Date(at).toISOString()}: that is past, or more than 90 days from now.`,
    todo: "Give --due a later or a nearer time.",
  });
};

export type MarkOptions = GlobalOptions & { approve?: string; due: Due; journal: string };
type Ready = { setting: Setting; limits: ApplyInput["limits"]; now: () => string };

/** Puts the marks of a plan on, or without an approval only looks whether it could. */
export const mark = async (io: Io, file: string, { options, ...ready }: Ready & { options: MarkOptions }): Promise<number> => {
  const { journalKey, planMarking, planTable, readPlan } = await import("../index.ts");
  const { setting, limits, now } = ready;
  const plan = readPlan(await readInput(io, file), file);
  if (plan.items.length === 0) {
    say(io, "the plan holds no acts.");
    return 0;
  }
  const due = dueFrom(options.due, now());
  if (options.approve === undefined) {
    if (!options.quiet) io.stdout.write(planTable(plan));
    say(io, `nothing was marked: to announce this for ${due}, add --approve ${plan.hash}.`);
    return 0;
  }
  const { mkdir } = await import("node:fs/promises");
  const journal = resolve(io.cwd, options.journal);
  await mkdir(resolve(journal, ".."), { recursive: true });
  const marking = planMarking({ plan, approve: options.approve, due, key: journalKey(journal) });
  const regions = plan.items.map(({ region }) => region);
  return withWays(regions, setting, async (ways) => {
    const { identity } = ways;
    const approval = { hash: marking.hash, by: `${identity}, for ${plan.hash}` };
    const mayNot = await announcing(await permissionOf(ways, plan.items, setting), plan);
    const result = await carryOut(io, { plan: marking, approval, limits, mayNot, identity, ways, setting, journal: options.journal, now });
    if (!options.quiet) io.stdout.write(actsText(result));
    const reasons = result.code === 4 ? ["a mark failed or was not reached"] : [];
    return sayOutcome(io, { code: result.code, reasons, warnings: [] }, options.quiet === true);
  });
};

/** Who may not do a thing may not announce it either. */
const announcing = async (mayNot: ApplyInput["mayNot"], plan: FixPlan): Promise<ApplyInput["mayNot"]> => {
  const denied = plan.items.map((item) => mayNot(item)).find((reason) => reason !== undefined);
  return denied === undefined ? mayNot : () => denied;
};

type Carriers = Map<string, Carrier>;

const takeCarriers =
  (carriers: Carriers, tags: { mark: string; objection: string }) =>
  (arrival: Arrival): void => {
    if (arrival.type !== "resources") return;
    for (const { id, kind, name, arn, createdAt, config } of arrival.resources) {
      const own = isObject(config["tags"]) ? config["tags"] : {};
      const [value, objection] = [own[tags.mark], own[tags.objection]];
      if (typeof value !== "string") continue;
      carriers.set(id, { id, kind, name, arn, createdAt, value, objection: typeof objection === "string" ? objection : undefined });
    }
  };

type Seen = { report: Report; carriers: Carrier[]; region: string };

const lookAtMarks = async (io: Io, setting: Setting, quiet: boolean): Promise<Seen> => {
  const { documentOf, markTag, objectionTag, wantedBy } = await import("../index.ts");
  const { config } = setting.loaded;
  const scope = { wanted: wantedBy(config, setting.catalogue), since: (now: string) => now, trustSearch: false };
  const live = await lookLive(io, config, { quiet, scope });
  const carriers: Carriers = new Map();
  const also = takeCarriers(carriers, { mark: markTag, objection: objectionTag });
  const report = await withShelves(async (open) => documentOf((await judgeLook(live, { setting, open, also })).report));
  return { report, carriers: [...carriers.values()], region: live.region };
};

const heardText = (heard: readonly Heard[]): string =>
  heard.length === 0 ? "" : `${columns(heard.map(({ kind, name, says }) => ["mark", visible(`${kind} ${name}`), visible(says)]))}\n`;

const publicKeyIn = async (io: Io, journal: string): Promise<string> => {
  const { besides, privateKeyFrom, publicKeyOf } = await import("../index.ts");
  return publicKeyOf(privateKeyFrom(await readInput(io, besides(journal).key)));
};

const remediesIn = ({ rules }: Report): string[] => [...new Set(rules.flatMap(({ remedy }) => remedy ?? []))];

type Marked = Ready & { options: GlobalOptions & { journal: string } };
type Unmarking = Marked & { ways: Ways; resources: readonly string[] };

/** Marks that have done their duty, or lost their reason, come off. */
const takeOff = async (io: Io, { options, setting, limits, now, ways, resources }: Unmarking): Promise<0 | 4> => {
  const { marksOn, planUnmarking, readJournal } = await import("../index.ts");
  const { identity } = ways;
  const entries = readJournal(resolve(io.cwd, options.journal)).entries();
  const policies = setting.catalogue.policy;
  const accounts = [...marksOn(entries).values()].map(({ account }) => account);
  const boundOf = await boundsFor(ways, setting.loaded.config, accounts);
  const plan = await planUnmarking({ entries, resources, look: lookWith(ways), boundOf, now: now(), identity, policies });
  if (!plan) return 0;
  const [approval, mayNot] = [{ hash: plan.hash, by: "the end of its mark" }, await permissionOf(ways, plan.items, setting)];
  const result = await carryOut(io, { plan, approval, limits, mayNot, identity, ways, setting, journal: options.journal, now });
  if (!options.quiet) io.stdout.write(actsText(result));
  return result.code;
};

/** Does what marks have announced, where they are due, genuine, and still right; says what it makes of every other one. */
export const applyMarked = async (io: Io, given: Marked): Promise<number> => {
  const { coverageOutcome, kinds, mayObject, planMarked, readJournal, strongest } = await import("../index.ts");
  const { options, setting, limits, now } = given;
  const quiet = options.quiet === true;
  const publicKey = await publicKeyIn(io, options.journal);
  const { report, carriers, region } = await lookAtMarks(io, setting, quiet);
  const asking: Parameters<typeof looksAt>[2] = {
    verbs: remediesIn(report),
    only: (_, { id }) => carriers.some((carrier) => carrier.id === id),
  };
  const places = askedIn(report, asking);
  return withWays([region, ...places.map((place) => place.region)], setting, async (ways) => {
    const { identity } = ways;
    await requireKnown(ways, setting);
    const mayNot = await permissionOf(ways, places, setting);
    const { projects, remediation } = setting.loaded.config;
    const { plan, heard } = planMarked({
      report,
      kinds,
      allow: limits.allow,
      ...(await looksAt(report, ways, asking)),
      boundOf: await boundsFor(
        ways,
        setting.loaded.config,
        places.map(({ account }) => account),
      ),
      configured: { values: remediation.values, projects },
      forbid: (_, resource, verb) => mayNot({ ...resource, verb }),
      now: now(),
      identity,
      policies: setting.catalogue.policy,
      carriers,
      publicKey,
      entries: readJournal(resolve(io.cwd, options.journal)).entries(),
      mayObject: (user, resource) => mayObject(user, resource, peopleOf(setting)),
    });
    const approval = { hash: plan.hash, by: "marks that are due" };
    const result = await carryOut(io, { plan, approval, limits, mayNot, identity, ways, setting, journal: options.journal, now });
    if (!quiet) io.stdout.write(`${heardText(heard)}${actsText(result)}`);
    const over = heard.filter(({ comesOff }) => comesOff).map(({ resource }) => resource);
    const done = result.acts.filter(({ outcome }) => outcome === "done" || outcome === "already-done").map(({ resource }) => resource);
    const off = await takeOff(io, { ...given, ways, resources: [...over, ...done] });
    const code = result.code === 4 || off === 4 ? 4 : 0;
    const acted: Outcome = { code, reasons: code === 4 ? ["an act failed or was not reached"] : [], warnings: [] };
    return sayOutcome(io, strongest([acted, coverageOutcome({ report, allowIncomplete: setting.loaded.config.allowIncomplete })]), quiet);
  });
};
