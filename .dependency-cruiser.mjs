// The arrows between the folders. Data flows one way:
//   collect | iac -> estate -> facts -> evaluate -> findings -> reports | remediate
// Run by `npm run arch`, which prints the comment of every rule that is broken.

import { readdirSync, readFileSync } from "node:fs";

/** Lists of words (severities, verdicts) beside the types that are made of them: data, which runs nothing. */
const words = "^src/evaluate/(rule|verdict)\\.ts$";

/** Which stage may use which, and why no more. `types` are used by their types alone: nothing of them runs. */
const stages = [
  stage("estate", { uses: [] }, "The estate is the language that all stages speak, so it knows none of them."),
  stage(
    "kinds",
    { uses: ["estate"] },
    "A kind is a description of one sort of resource: data in the estate's words, for others to act on.",
  ),
  stage(
    "schedule",
    { uses: ["estate"] },
    "Stop times are computed from a policy and an instant: who asks, and of what, is not their business.",
  ),
  stage(
    "facts",
    { uses: ["estate", "kinds", "schedule"] },
    "Facts are derived from the estate alone: they must be the same whether it was collected, planned or read from a file.",
  ),
  stage("collect", { uses: ["estate", "kinds"] }, "Collecting says what is there; judging it begins elsewhere."),
  stage(
    "permissions",
    { uses: ["estate", "kinds", "collect"] },
    "Permissions follow from the calls that a scan plans and from the verbs of the kinds: nobody writes them beside these.",
  ),
  stage("iac", { uses: ["estate", "kinds"] }, "Reading a plan says what will be there: it never asks AWS, and never judges."),
  stage("evaluate", { uses: ["estate"] }, "Judging is blind: it cannot know where the estate came from, or what a kind is."),
  stage(
    "findings",
    { uses: ["estate", "evaluate"] },
    "Findings are made of verdicts and the estate, so that a saved report can be made again from saved documents.",
  ),
  stage(
    "history",
    { uses: ["estate"] },
    "What is kept over time is kept as it was given, under the name it was given: what it means is the giver's business.",
  ),
  stage(
    "remediate",
    { uses: ["estate", "kinds", "evaluate", "findings"] },
    "A fix is planned from findings and kinds; rendering and configuration are its caller's.",
  ),
  stage(
    "config",
    { uses: ["estate", "schedule"], types: ["evaluate", "findings"] },
    "Configuration is read once, into plain data, before any stage runs.",
  ),
  stage(
    "cli",
    { uses: ["estate", "config"], entry: true },
    "The command line goes through the front door (src/index.ts), as every other program that uses sagewarden must.",
  ),
];

/** Those that touch the files, the network, the clock or other processes. Everything else is a function of its arguments. */
const outside = ["cli", "config", "collect", "history", "remediate/apply"];

const machine =
  "^(node:)?(child_process|cluster|dgram|dns|fs|http|http2|https|inspector|net|os|process|readline|repl|sqlite|tls|vm|worker_threads)($|/)";

function stage(name, { uses, types = [], entry = false }, sentence) {
  const own = `src/${name}/`;
  const reachable = [...uses, ...types].map((other) => `src/${other}/`);
  const doors = entry ? ["src/index\\.ts$", "reports/"] : [];
  const rules = [
    {
      name: `${name}-uses-${uses.length === 0 ? "nobody" : [...uses, ...doors.map((door) => (door.startsWith("src") ? "index" : "reports"))].join("-")}`,
      severity: "error",
      comment: sentence,
      from: { path: `^${own}` },
      to: { path: "^(src|reports)/", pathNot: `^(${[own, ...reachable, ...doors].join("|")})` },
    },
  ];
  if (types.length > 0) {
    rules.push({
      name: `${name}-runs-nothing-of-${types.join("-")}`,
      severity: "error",
      comment: `${sentence} Of ${types.join(" and ")} it knows the types (\`import type\`) and the catalogue's words, and runs nothing.`,
      from: { path: `^${own}` },
      to: { path: `^src/(${types.join("|")})/`, pathNot: words, dependencyTypesNot: ["type-only"] },
    });
  }
  return { name, rules };
}

const reports = [
  {
    name: "reports-read-a-report",
    severity: "error",
    comment: "A format is a function of a report. What it needs beyond that belongs into the report, where every format has it.",
    from: { path: "^reports/" },
    to: { path: "^src/", pathNot: "^src/(estate|findings|evaluate)/" },
  },
  {
    name: "reports-run-nothing-of-evaluate",
    severity: "error",
    comment:
      "A format knows verdicts and catalogue entries by their types: judging again while rendering would show what was never judged.",
    from: { path: "^reports/" },
    to: { path: "^src/evaluate/", pathNot: words, dependencyTypesNot: ["type-only"] },
  },
  {
    name: "formats-are-islands",
    severity: "error",
    comment: "One format must not change because another does; what two of them share lies beside them, in reports/ itself.",
    from: { path: "^reports/([^/]+)/" },
    to: { path: "^reports/[^/]+/", pathNot: "^reports/$1/" },
  },
];

/** A file of src/kinds that exports by default is a kind; the others are what kinds are made of. */
const kindFiles = readdirSync("src/kinds").filter(
  (file) => file.endsWith(".ts") && /^export default /m.test(readFileSync(`src/kinds/${file}`, "utf8")),
);
const aKind = `^src/kinds/(${kindFiles.map((file) => file.replace(".ts", "")).join("|")})\\.ts$`;

const islands = [
  {
    name: "kinds-are-islands",
    severity: "error",
    comment: "A kind is added, read and removed as one file: only the registry imports it. Kinds name the kinds that they refer to.",
    from: { path: "^src/", pathNot: "^src/kinds/registry\\.ts$" },
    to: { path: aKind },
  },
  {
    name: "nobody-uses-the-cli",
    severity: "error",
    comment: "The command line is the last caller: what another part needs from it lies in the wrong place.",
    from: { path: "^(src|reports)/", pathNot: "^src/cli/" },
    to: { path: "^src/cli/" },
  },
];

const outsideWorld = [
  {
    name: "pure-core",
    severity: "error",
    comment: `Only ${outside.join(", ")} touch the outside. Everything else is handed what it needs (a clock, a send, a text), so that it can be tested and trusted.`,
    from: { path: "^(src|reports)/", pathNot: `^src/(${outside.join("|")})` },
    to: { path: machine, dependencyTypes: ["core"] },
  },
  {
    name: "aws-at-the-edges",
    severity: "error",
    comment:
      "The AWS SDK is loaded by collect and remediate alone: `check` in a pipeline must start without it, and have no way to call AWS.",
    from: { path: "^(src|reports)/", pathNot: "^src/(collect|remediate)/" },
    to: { path: "@(aws-sdk|smithy)/", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "aws-types-in-kinds",
    severity: "error",
    comment:
      "Kinds name operations by the SDK's types, so that a misspelt one does not compile. No other stage needs to know that there is an SDK.",
    from: { path: "^(src|reports)/", pathNot: "^src/(collect|remediate|kinds)/" },
    to: { path: "@(aws-sdk|smithy)/" },
  },
  {
    name: "opa-in-one-place",
    severity: "error",
    comment: "OPA's WebAssembly has traps (malformed input is no error, a throw loses a batch); src/evaluate guards against them, once.",
    from: { path: "^(src|reports)/", pathNot: "^src/evaluate/" },
    to: { path: "@open-policy-agent/" },
  },
];

const hygiene = [
  {
    name: "no-circular",
    severity: "error",
    comment: "Two files that need each other are one file, or hide a third one.",
    from: {},
    to: { circular: true },
  },
  {
    name: "no-orphans",
    severity: "error",
    comment: "Nobody uses this file, and it uses nobody.",
    from: { orphan: true, path: "^(src|reports)/" },
    to: {},
  },
  {
    name: "not-to-unresolvable",
    severity: "error",
    comment: "This import leads nowhere: it fails as soon as the file is loaded.",
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: "not-to-dev-dependency",
    severity: "error",
    comment: "What ships must not import a tool that only developers have installed.",
    from: { path: "^(src|reports)/" },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "not-to-undeclared-dependency",
    severity: "error",
    comment: "This package is here by chance: package.json does not name it, so the next install may not bring it.",
    from: { path: "^(src|reports)/" },
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
  {
    name: "not-to-tests-or-scripts",
    severity: "error",
    comment: "What ships must not depend on what checks or builds it.",
    from: { path: "^(src|reports)/" },
    to: { path: "^(test|scripts|bench)/" },
  },
  {
    name: "permissive-licences",
    severity: "error",
    comment: "What ships is Apache-2.0 and bundled: only code under these licences can be part of it.",
    from: { path: "^(src|reports)/" },
    to: { licenseNot: "^(Apache-2\\.0|MIT|ISC|0BSD|BSD-2-Clause|BSD-3-Clause)$", dependencyTypes: ["npm"] },
  },
];

export const stageNames = stages.map(({ name }) => name);

export default {
  forbidden: [...stages.flatMap(({ rules }) => rules), ...reports, ...islands, ...outsideWorld, ...hygiene],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { conditionNames: ["import", "default"], exportsFields: ["exports"] },
  },
};
