import type { Config } from "./config/config.ts";
import type { Estate } from "./estate/estate.ts";
import type { Json } from "./estate/json.ts";
import type { Shapes } from "./estate/shape.ts";
import { chooseRules } from "./evaluate/choose-rules.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import type { Policy } from "./evaluate/policy.ts";
import type { Catalogue } from "./evaluate/rule.ts";
import { deriveFacts, factSources } from "./facts/index.ts";
import { buildReport } from "./findings/build.ts";
import type { Notice, Report } from "./findings/report.ts";
import { kinds } from "./kinds/registry.ts";
import { shapeOf } from "./kinds/shape.ts";

export type Case = {
  estate: Estate;
  config: Config;
  catalogue: Catalogue;
  policy: Policy;
  now: string;
  version: string;
  target: string;
  calls?: Record<string, number>;
  notices?: readonly Notice[];
};

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

/** What rules may ask of the projects map: who belongs to which project. Null without a map. */
const suppliedParameters = (config: Config): Record<string, Json> => ({
  projects: config.projects && Object.fromEntries(config.projects.map((project) => [project.name, [...project.members].sort()])),
});

/** Estate in, report out: facts, verdicts, findings. Pure but for the policy that is passed in. */
export const judge = (one: Case): Report => {
  const { config, catalogue, now } = one;
  const stop = { default: config.stop, projects: new Map((config.projects ?? []).map((project) => [project.name, project.stop])) };
  const estate = deriveFacts(one.estate, { now, stop });
  const chosen = chooseRules(catalogue, { profile: config.profile, settings: config.rules, supplied: suppliedParameters(config) });
  const params = Object.fromEntries(chosen.map(({ rule, parameters }) => [rule.id, parameters]));
  const verdicts = evaluate({ estate, shapes: allShapes(), rules: chosen.map(({ rule }) => rule), params, policy: one.policy, now });
  return buildReport({
    estate,
    verdicts,
    rules: chosen,
    waivers: config.exceptions,
    ...(one.notices ? { notices: one.notices } : {}),
    now,
    tool: { name: "sagewarden", version: one.version, policy: catalogue.policy },
    target: one.target,
    profile: config.profile,
    ...(one.calls ? { calls: one.calls } : {}),
  });
};
