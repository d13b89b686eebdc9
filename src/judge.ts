import type { Config } from "./config/config.ts";
import { suppliedByPlatform } from "./config/platform-parameters.ts";
import { type Arrival, arrivalsOf } from "./estate/arrival.ts";
import type { Cell } from "./estate/cell.ts";
import type { Estate, Resource, Source } from "./estate/estate.ts";
import type { Json } from "./estate/json.ts";
import { Problem } from "./estate/problem.ts";
import { noOus, type OusOf } from "./estate/scope.ts";
import type { Shapes } from "./estate/shape.ts";
import { memoryShelf, type OpenShelf } from "./estate/shelf.ts";
import { chooseRules } from "./evaluate/choose-rules.ts";
import type { Policy } from "./evaluate/policy.ts";
import type { Catalogue } from "./evaluate/rule.ts";
import { evaluationStage } from "./evaluate/stage.ts";
import type { FactContext } from "./facts/fact.ts";
import { factSources, factStage } from "./facts/index.ts";
import { allowedNotices } from "./findings/allowed.ts";
import type { Notice, Report } from "./findings/report.ts";
import { reportBuilder } from "./findings/report-builder.ts";
import { documentOf, type ReportSource } from "./findings/report-source.ts";
import { kindNamed, kinds } from "./kinds/registry.ts";
import { shapeOf } from "./kinds/shape.ts";
import { priced } from "./priced.ts";

/** All that judging goes by, but the estate. */
export type Bench = {
  source: Source;
  config: Config;
  catalogue: Catalogue;
  policy: Policy;
  now: string;
  version: string;
  /** The organizational units above each account, where Organizations was asked. */
  ousOf?: OusOf;
  /** Where findings and resources are put until they are rendered. */
  open: OpenShelf;
};

/** What is known of a look at an estate when it is over. */
export type Ending = {
  collectedAt: string | null;
  target: string;
  calls?: Record<string, number>;
  notices?: readonly Notice[];
};

export type Judging = {
  /** Judges what can be judged with it, and forgets what nobody needs any more. */
  take: (arrival: Arrival) => void;
  finish: (ending: Ending) => ReportSource;
};

export type Case = Omit<Bench, "source" | "open"> & Omit<Ending, "collectedAt"> & { estate: Estate };

/** The derived fields of a kind that are marked, as rules name them: `facts.due`. */
const markedFacts = (kind: string, mark: "runtime" | "secret"): string[] =>
  factSources
    .filter((source) => source.kinds.includes(kind))
    .flatMap((source) => Object.entries(source.fields).flatMap(([name, field]) => (field[mark] ? [`facts.${name}`] : [])));

/** Every kind as evaluation needs to know it. */
export const allShapes = (): Shapes =>
  new Map(
    kinds.map((kind) => [
      kind.name,
      shapeOf(kind, { runtime: markedFacts(kind.name, "runtime"), secret: markedFacts(kind.name, "secret") }),
    ]),
  );

/** Whether it came to an end from which nothing of its kind returns. */
const hasEnded = ({ kind, config }: Resource): boolean => {
  const states = kindNamed(kind)?.states;
  const state = states ? config[states.field] : undefined;
  return typeof state === "string" && states?.terminal.includes(state) === true;
};

/** What rules may ask of the configuration as a whole: who belongs to which project (null without a map), and what the platform's own file says. */
export const suppliedParameters = (config: Config): Record<string, Json> => ({
  projects: config.projects && Object.fromEntries(config.projects.map((project) => [project.name, [...project.members].sort()])),
  tagPolicy: config.tagPolicy,
  ...suppliedByPlatform(config.platform),
});

/** Without what the platform says, rules would ask nothing where they were told to ask. */
const checkPlatform = ({ platform, platformAt }: Config): void => {
  if (platform !== null || platformAt === null) return;
  throw new Problem({
    code: "platform-parameters-unread",
    what: "The parameters of the platform were not fetched.",
    where: platformAt,
    todo: "Fetch the object, and put what it says into the configuration as `platform`.",
  });
};

/** What facts need of the configuration. */
export const factContext = (config: Config, now: string): FactContext => ({
  now,
  stop: {
    default: config.stop,
    projects: new Map((config.projects ?? []).map((project) => [project.name, project.stop])),
    rows: config.scheduler,
  },
});

/** An estate in as it comes, a report out: facts, verdicts, findings. Pure but for the policy and the shelves that are passed in. */
export const judging = ({ source, config, catalogue, policy, now, version, ousOf = noOus, open }: Bench): Judging => {
  checkPlatform(config);
  const chosen = chooseRules(catalogue, {
    profile: config.profile,
    profiles: config.profiles,
    settings: config.rules,
    supplied: suppliedParameters(config),
  });
  const tool = { name: "sagewarden", version, policy: catalogue.policy } as const;
  const builder = reportBuilder({ rules: chosen, waivers: config.exceptions, ousOf, hasEnded, now, tool, profile: config.profile, open });
  const evaluation = evaluationStage({ source, shapes: allShapes(), rules: chosen, ousOf, policy, now, open }, builder.add);
  const facts = factStage(factContext(config, now), evaluation.take, open);
  const coverage: Cell[] = [];
  return {
    take: (arrival) => {
      if (arrival.type === "closed") coverage.push(...arrival.cells);
      facts.take(arrival);
    },
    finish: (ending) => {
      facts.finish();
      evaluation.finish();
      const notices = [...(ending.notices ?? []), ...allowedNotices({ source, coverage }, config.allowIncomplete)];
      return priced(builder.finish({ ...ending, source, coverage, notices }), { own: config.prices, aws: null });
    },
  };
};

/** An estate that is there as a whole: the same, in one go. */
export const judge = ({ estate, ...one }: Case): Report => {
  const { take, finish } = judging({ ...one, source: estate.source, open: memoryShelf });
  for (const arrival of arrivalsOf(estate)) take(arrival);
  return documentOf(finish({ ...one, collectedAt: estate.collectedAt }));
};
