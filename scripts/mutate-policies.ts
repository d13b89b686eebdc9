import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { spawnSync } from "node:child_process";
import { root } from "./generated-files.ts";
import { findOpa } from "./opa.ts";
import { type Mutant, mutantsOf } from "./rules/mutants.ts";

/**
 * Changes one operator or constant of a policy at a time, and asks whether an example of its rule notices. A change that nobody notices
 * (a survivor) is a question that no example puts. `npm run mutate` judges all rules
 * and what they share; with names (`lib/keys.rego` among them), those.
 */
type Case = { rule: string; kind: string; verdict: string; input: unknown };
type Tried = { rule: string; tried: number; survivors: Mutant[] };

const examples: { examples: { rules: Record<string, Case> } } = JSON.parse(readFileSync(join(root, "policies/examples.json"), "utf8"));
const cases = examples.examples.rules;

const policyFiles = (): { rule: string; file: string }[] =>
  readdirSync(join(root, "policies"), { recursive: true, encoding: "utf8" })
    .filter((file) => /^(?!kinds\/|lib\/)[^/]+\/[^/]+\.rego$/.test(file))
    .map((file) => ({ rule: basename(file, ".rego").replaceAll("_", "-"), file: join("policies", file) }))
    .toSorted((a, b) => (a.rule < b.rule ? -1 : 1));

/** Every mutant beside each other, and which of them agree with every example. */
const query = `package sagewarden.mutation

said(mutant, one, set) := values if {
	set == "deny"
	values := data.sagewarden.mutants[mutant].deny with input as {"resource": one.input.resources[0], "now": one.input.now, "params": one.input.params[one.rule]}
} else := {true} if {
	set != "deny"
	data.sagewarden.mutants[mutant][set] with input as {"resource": one.input.resources[0], "now": one.input.now, "params": one.input.params[one.rule]}
} else := set()

agrees("fail", m, e) if count(said(m, e, "deny")) > 0

agrees("not-applicable", m, e) if {
	count(said(m, e, "deny")) == 0
	count(said(m, e, "skip")) > 0
}

agrees("pass", m, e) if count((said(m, e, "deny") | said(m, e, "skip")) | said(m, e, "unsure")) == 0

agrees("settled", m, e) if {
	count((said(m, e, "deny") | said(m, e, "skip")) | said(m, e, "unsure")) == 0
	count(said(m, e, "settled")) > 0
}

agrees("unsure", m, e) if {
	count(said(m, e, "deny") | said(m, e, "skip")) == 0
	count(said(m, e, "unsure")) > 0
}

agrees("unknown", m, e) if count((said(m, e, "deny") | said(m, e, "skip")) | said(m, e, "settled")) == 0

survivors contains mutant if {
	some mutant in data.names
	every e in data.cases { agrees(e.verdict, mutant, e) }
}
`;

type Answer = { survivors: string[] } | { broken: string[] };

/** A mutant that does not compile is none; OPA names its file. */
const ask = (folder: string): Answer => {
  const args = ["eval", "--format", "json", "-d", folder, "-d", join(root, "policies/lib"), "data.sagewarden.mutation.survivors"];
  const { stdout } = spawnSync(findOpa(), args, { encoding: "utf8", maxBuffer: 1 << 28 });
  const answer: { errors?: { location?: { file?: string }; message: string }[]; result?: { expressions: { value: string[] }[] }[] } =
    JSON.parse(stdout);
  if (!answer.errors) return { survivors: answer.result?.[0]?.expressions[0]?.value ?? [] };
  const broken = answer.errors.flatMap(({ location }) => (location?.file === undefined ? [] : [basename(location.file, ".rego")]));
  if (broken.length === 0) throw new Error(answer.errors.map(({ message }) => message).join("; "));
  return { broken };
};

const write = (folder: string, mutants: ReadonlyMap<string, Mutant>, rule: string): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, { text }] of mutants)
    writeFileSync(join(folder, `${name}.rego`), text.replace(/^package .*$/m, `package sagewarden.mutants["${name}"]`));
  writeFileSync(join(folder, "query.rego"), query);
  const own = Object.values(cases).filter((one) => one.rule === rule);
  writeFileSync(join(folder, "data.json"), JSON.stringify({ names: [...mutants.keys()], cases: own }));
};

const tryRule = (rule: string, file: string, folder: string): Tried => {
  let mutants = new Map(mutantsOf(readFileSync(join(root, file), "utf8")).map((mutant, index) => [`m${index}`, mutant]));
  for (;;) {
    if (mutants.size === 0) return { rule, tried: 0, survivors: [] };
    write(folder, mutants, rule);
    const answer = ask(folder);
    if ("survivors" in answer)
      return { rule, tried: mutants.size, survivors: answer.survivors.toSorted().flatMap((name) => mutants.get(name) ?? []) };
    mutants = new Map([...mutants].filter(([name]) => !answer.broken.includes(name)));
  }
};

const lib = join(root, "policies/lib");

/** What rules share, but for tables, which hold no decisions. */
const sharedFiles = (): string[] =>
  readdirSync(lib)
    .filter((file) => file.endsWith(".rego") && !file.endsWith("_test.rego") && file !== "tables.rego")
    .toSorted();

/** OPA's exit codes of a test run: all pass, something does not compile, a test fails. */
const noticed: Readonly<Record<number, boolean>> = { 0: false, 2: true };

/** What rules share is tried by tests of its own: no example need come by every branch of it. */
const tryShared = (file: string, folder: string): Tried => {
  const survivors: Mutant[] = [];
  let tried = 0;
  for (const mutant of mutantsOf(readFileSync(join(lib, file), "utf8"))) {
    rmSync(folder, { recursive: true, force: true });
    cpSync(lib, folder, { recursive: true });
    writeFileSync(join(folder, file), mutant.text);
    const isNoticed = noticed[spawnSync(findOpa(), ["test", folder]).status ?? 1];
    if (isNoticed === undefined) continue;
    tried += 1;
    if (!isNoticed) survivors.push(mutant);
  }
  return { rule: `lib/${file}`, tried, survivors };
};

const percent = (part: number, whole: number): string => `${whole === 0 ? "100.0" : ((100 * part) / whole).toFixed(1)} %`;

const wanted = process.argv.slice(2);
const folder = join(mkdtempSync(join(tmpdir(), "sagewarden-mutants-")), "mutants");
const all = policyFiles().filter(({ rule }) => wanted.length === 0 || wanted.includes(rule));
const shared = wanted.length === 0 ? sharedFiles() : sharedFiles().filter((file) => wanted.includes(`lib/${file}`));
const tried = [...all.map(({ rule, file }) => tryRule(rule, file, folder)), ...shared.map((file) => tryShared(file, folder))];
rmSync(join(folder, ".."), { recursive: true, force: true });

for (const { rule, survivors } of tried)
  for (const { line, from, to, what } of survivors) console.log(`survives: ${rule}:${line}: ${what}: ${from} -> ${to}`);
const total = tried.reduce((sum, one) => sum + one.tried, 0);
const alive = tried.reduce((sum, one) => sum + one.survivors.length, 0);
console.log(
  `${all.length} rules, ${shared.length} shared files, ${total} mutants, ${total - alive} killed (${percent(total - alive, total)}), ${alive} survive.`,
);
// The threshold of the catalogue as a whole; a rule alone is told, not judged.
if (wanted.length === 0 && total - alive < 0.95 * total) process.exitCode = 1;
