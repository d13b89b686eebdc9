import type { Json, JsonObject } from "../estate/json.ts";

export const severities = ["critical", "high", "medium", "low", "info"] as const;
export type Severity = (typeof severities)[number];

/** How a finding can be mended: at any time, when stopped, only by making the thing anew, or by nobody but AWS. */
export const fixabilities = ["in-place", "stop-first", "recreate", "none"] as const;

/** `supplied`: under which name the configuration as a whole may supply it, if not its own. */
export type Parameter = { description: string; schema: JsonObject; default: Json; supplied?: string };

/** One case that is executed: the resource in question comes first, then those it relates to. */
export type Example = {
  title: string;
  verdict: "pass" | "fail" | "unknown" | "not-applicable";
  resources: ExampleResource[];
  /** Kinds whose cell is not complete. */
  incomplete?: string[];
  parameters?: JsonObject;
  now?: string;
  source?: "live" | "terraform-plan";
};
/** `config` needs only what the rule reads; `unknown` maps pointers to reasons; `facts` are given, not derived. */
export type ExampleResource = {
  kind: string;
  name?: string;
  config?: JsonObject;
  facts?: JsonObject;
  unknown?: Record<string, string>;
  set?: string[];
};

/** An entry of the catalogue, as the YAML says it. */
export type RuleEntry = {
  id: string;
  title: string;
  family: string;
  kinds: string[];
  /** Kind -> the lists of it whose elements are asked, each for itself, in place of the whole. */
  parts?: Record<string, string[]>;
  severity: Severity;
  /** What is wrong, with `{name}` for the resource: the first sentence of a finding. */
  message: string;
  why: string;
  fix: { console?: string; cli?: string; terraform?: string; cloudformation?: string };
  fixable: (typeof fixabilities)[number];
  parameters?: Record<string, Parameter>;
  /** Narrows reads of lists: `containers[*].image`, `apps[all].state`. Everything else is derived. */
  lists?: string[];
  controls?: Record<string, string[]>;
  /** The verbs of the kind that put it right, if any do: what a resource's state and settings admit of them. */
  remedy?: string | string[];
  /** The parameters that give values to those verbs, by the field that is to have them. */
  given?: Record<string, string>;
  /** The condition key that would have prevented it. */
  prevent?: string;
  examples: Example[];
};

/** The verbs by which a finding of the rule may be put right. */
export const remediesOf = ({ remedy = [] }: Pick<RuleEntry, "remedy">): readonly string[] => [remedy].flat();

/** A rule as the generated catalogue holds it: with the paths that it reads and the sets that it emits. */
export type Rule = RuleEntry & {
  /** Paths below `resource`, derived by `opa deps` and narrowed by `lists`. */
  reads: string[];
  /** The same for kinds of which the elements of a list are asked: below the whole resource. */
  partReads?: Record<string, string[]>;
  emits: { deny: boolean; skip: boolean; settled: boolean; unsure: boolean };
};

/** What a profile decides: which rules (`*` is every one), and what is different about them. */
export type ProfileChoice = {
  name: string;
  extends?: string;
  rules: string[];
  parameters?: Record<string, JsonObject>;
  severity?: Record<string, Severity>;
};
/** As the catalogue holds it. */
export type Profile = ProfileChoice & { title: string; description: string };

/** What it means that a rule serves a control: it asks the same, a part of it, or something that bears on it. */
export const controlRelations = ["equivalent", "partial", "relevant"] as const;
export type ControlRelation = (typeof controlRelations)[number];

/** `rules`: those that serve it, by id; none: it stays in the list, and is told as not checked. `kinds`: what it is about, where its rules ask others too. */
export type Control = { id: string; title: string; relation: ControlRelation; rules: string[]; kinds?: string[] };

export type Framework = {
  id: string;
  title: string;
  version: string;
  source: string;
  /** When the list was last compared with its source; absent: nobody here did. */
  checked?: string;
  controls: Control[];
};

export const catalogueFormat = "sagewarden/catalogue@1";
export type Catalogue = {
  format: typeof catalogueFormat;
  /** SHA-256 of the policy.wasm that belongs to it. */
  policy: string;
  rules: Rule[];
  profiles: Profile[];
  frameworks: Framework[];
};
