import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { didYouMean } from "../../src/estate/closest.ts";
import { complaintOf } from "../../src/estate/complaint.ts";
import { type Parsed, parseYaml } from "../../src/config/parse-yaml.ts";
import { isObject } from "../../src/estate/json.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { Problem } from "../../src/estate/problem.ts";
import type { Framework, Profile, RuleEntry } from "../../src/evaluate/rule.ts";
import { checkProfile } from "./check-profile.ts";
import { type Table, tableName, type Tables, withTables } from "./tables.ts";
import { checkControls, type FrameworkEntry, resolveFramework } from "./frameworks.ts";

/** What the authors of rules wrote, checked against its schemas, in the order of the ids. */
export type Entries = { rules: RuleEntry[]; profiles: Profile[]; frameworks: Framework[]; tables: Tables };

export const yamlFiles = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => join(folder, file).replaceAll("\\", "/"))
    .sort();

export const compile = <Shape>(root: string, file: string): ValidateFunction<Shape> => {
  const schema: unknown = JSON.parse(readFileSync(join(root, file), "utf8"));
  if (!isObject(schema)) throw new Error(`${file} is not a schema`);
  return new Ajv2020({ allErrors: true, verbose: true }).compile<Shape>(schema);
};

const refuse = (parsed: Parsed, path: readonly string[], { what, todo }: { what: string; todo: string }): never => {
  const { line, column } = parsed.locate(path);
  throw new Problem({ code: "catalogue-invalid", what, where: `${parsed.file}:${line}:${column}`, todo });
};

export const checked = <Shape>(parsed: Parsed, accepts: ValidateFunction<Shape>): Shape => {
  const { value } = parsed;
  if (accepts(value)) return value;
  const { path, what } = complaintOf(accepts.errors ?? []);
  const schema: unknown = accepts.errors?.at(-1)?.parentSchema;
  const meant = isObject(schema) && typeof schema.description === "string" ? ` It is: ${schema.description}` : "";
  return refuse(parsed, path, { what: `${path.join(".") || "The entry"}: ${what}${meant}`, todo: "Correct it there." });
};

export const read = (root: string, file: string): Parsed => parseYaml(readFileSync(join(root, file), "utf8"), file);

const readRule = (root: string, file: string, accepts: ValidateFunction<RuleEntry>): RuleEntry => {
  const parsed = read(root, file);
  const rule = checked(parsed, accepts);
  if (rule.id !== basename(file, ".yaml"))
    refuse(parsed, ["id"], { what: `The id "${rule.id}" is not the file's name.`, todo: "Give both one name." });
  if (rule.family !== basename(dirname(file)))
    refuse(parsed, ["family"], {
      what: `The family "${rule.family}" is not the folder's name.`,
      todo: "Move the file or change the family.",
    });
  return rule;
};

/** A profile of `*` has every rule, so that a new one needs no mention. */
const spread = (profile: Profile, ids: readonly string[]): Profile => {
  const without = profile.rules.flatMap((rule) => (rule.startsWith("!") ? [rule.slice(1)] : []));
  return profile.rules.includes("*") ? { ...profile, rules: ids.filter((id) => !without.includes(id)) } : profile;
};

/** Finds what a YAML file alone cannot show: two rules of one name, a profile of what is not there. */
const crossCheck = (entries: Entries): Entries => {
  const { rules, profiles } = entries;
  const ids = rules.map((rule) => rule.id);
  const names = profiles.map((profile) => profile.name);
  const complain = (what: string, where: string, todo: string): never => {
    throw new Problem({ code: "catalogue-invalid", what, where, todo });
  };
  ids.forEach((id, at) => {
    if (ids.indexOf(id) !== at) complain(`Two rules are called "${id}".`, "rules", "Rename one of them.");
  });
  for (const profile of profiles) {
    const where = `rules/profiles/${profile.name}.yaml`;
    checkProfile(profile, rules);
    if (profile.extends !== undefined && !names.includes(profile.extends))
      complain(`There is no profile "${profile.extends}".`, where, didYouMean(profile.extends, names).trim() || "Correct it there.");
  }
  return entries;
};

/** `taggable` stands for every kind that can carry tags and belongs to a project, so that a new kind is asked for them without a mention here. */
const taggable = kinds
  .filter(({ fields, tags, surrounds }) => fields["tags"] && !surrounds && tags.from !== "nowhere")
  .map(({ name }) => name);
/** `model.containers`: each container of a model is asked, in place of the model. */
const withKinds = (rule: RuleEntry): RuleEntry => {
  const named = rule.kinds.flatMap((name) => (name === "taggable" ? taggable : [name])).map((name) => name.split("."));
  const parts: Record<string, string[]> = {};
  for (const [kind = "", list] of named) if (list !== undefined) (parts[kind] ??= []).push(list);
  return {
    ...rule,
    kinds: [...new Set(named.map(([kind = ""]) => kind))].sort(),
    ...(Object.keys(parts).length === 0 ? {} : { parts }),
  };
};

export const readEntries = (root: string): Entries => {
  const isIn = (folder: string) => (file: string) => relative(folder, file) === basename(file);
  const isProfile = isIn("rules/profiles");
  const isFramework = isIn("rules/frameworks");
  const acceptsRule = compile<RuleEntry>(root, "rules/rule.schema.json");
  const acceptsProfile = compile<Profile>(root, "rules/profile.schema.json");
  const files = yamlFiles(root, "rules");
  const isTable = isIn("rules/tables");
  const acceptsTable = compile<Table>(root, "rules/table.schema.json");
  const tables: Tables = new Map(files.filter(isTable).map((file) => [tableName(file), checked(read(root, file), acceptsTable)]));
  const isRule = (file: string): boolean => !isProfile(file) && !isFramework(file) && !isTable(file);
  const rules = files.filter(isRule).map((file) => withTables(withKinds(readRule(root, file, acceptsRule)), tables));
  rules.sort((a, b) => (a.id < b.id ? -1 : 1));
  const ids = rules.map((rule) => rule.id);
  const profiles = files.filter(isProfile).map((file) => spread(checked(read(root, file), acceptsProfile), ids));
  const acceptsFramework = compile<FrameworkEntry>(root, "rules/framework.schema.json");
  const entries = files.filter(isFramework).map((file) => checked(read(root, file), acceptsFramework));
  checkControls(rules, entries);
  return crossCheck({ rules, profiles, frameworks: entries.map((entry) => resolveFramework(entry, rules)), tables });
};
