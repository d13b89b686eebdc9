import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/generated-files.ts";
import { hasOpa } from "../../scripts/opa.ts";
import { checkPolicies } from "../../scripts/rules/check-policies.ts";
import { deriveRule } from "../../scripts/rules/derive-rule.ts";
import { policyFile } from "../../scripts/rules/policy-file.ts";
import { readEntries } from "../../scripts/rules/read-entries.ts";
import { world } from "../../scripts/rules/world.ts";
import type { RuleEntry } from "../../src/evaluate/rule.ts";

const { rules } = readEntries(root);
const folder = mkdtempSync(join(tmpdir(), "sagewarden-refusals-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const part of ["policies", "rules"]) cpSync(join(root, part), join(folder, part), { recursive: true });

const ruleNamed = (id: string): RuleEntry => {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Error(`there is no rule ${id}`);
  return rule;
};

/** The gate's checks of one rule, with its policy or its entry changed. */
const check = (id: string, change: { policy?: (text: string) => string; entry?: Partial<RuleEntry> }): void => {
  const rule = { ...ruleNamed(id), ...change.entry };
  const file = join(folder, policyFile(rule));
  const text = readFileSync(join(root, policyFile(rule)), "utf8");
  const changed = change.policy?.(text) ?? text;
  if (change.policy && changed === text) throw new Error(`the change does not fit ${policyFile(rule)} any more`);
  try {
    writeFileSync(file, changed);
    checkPolicies([rule], world, folder);
    deriveRule(rule, world, folder);
  } finally {
    writeFileSync(file, text);
  }
};

const swap =
  (from: string, to: string) =>
  (text: string): string =>
    text.replace(from, to);

const added =
  (line: string) =>
  (text: string): string =>
    `${text}\n${line}\n`;

describe.skipIf(!hasOpa())("A policy is refused", () => {
  it("not as they stand, with all that they are asked of", () => expect(() => checkPolicies(rules, world, folder)).not.toThrow());

  it.each(rules)("not as it stands: $id", (rule) => expect(() => deriveRule(rule, world, folder)).not.toThrow());

  it("for a misspelt field, with file and line", () =>
    expect(() => check("notebook-root-access", { policy: swap("resource.rootAccess", "resource.rootAcess") })).toThrow(
      /notebook_root_access\.rego:5: rego_type_error: undefined ref: input\.resource\.rootAcess/,
    ));

  it("for a misspelt field behind a relation", () =>
    expect(() => check("notebook-emr-attachment", { policy: swap("resource.cluster.state in", "resource.cluster.stat in") })).toThrow(/undefined ref/));

  it("for a misspelt field of a list's elements", () =>
    expect(() => check("component-network", { policy: swap("variant.modelName == null", "variant.model_name == null") })).toThrow(/undefined ref/));

  it("for a misspelt question of presence", () =>
    expect(() => check("notebook-vpc", { policy: swap("has.subnetId", "has.subnet") })).toThrow(/undefined ref/));

  it("for a misspelt fact", () =>
    expect(() => check("idle-timeout", { policy: swap("facts.idleTimeoutMinutes >", "facts.idleMinutes >") })).toThrow(/undefined ref/));

  it("for a misspelt parameter", () =>
    expect(() => check("idle-timeout", { policy: swap("params.maxMinutes", "params.maximum") })).toThrow(/undefined ref/));

  it("for a field that one of its kinds does not have", () =>
    expect(() => check("notebook-root-access", { entry: { kinds: ["notebook-instance", "model"] } })).toThrow(/undefined ref/));

  it("for a builtin that would only throw when it runs", () =>
    expect(() => check("notebook-root-access", { policy: added('deny contains ["rootAccess"] if time.now_ns() > 0') })).toThrow(/undefined function time\.now_ns/));

  it("for sprintf, which prints otherwise in WebAssembly", () =>
    expect(() => check("notebook-root-access", { policy: added('deny contains [sprintf("%s", ["rootAccess"])] if resource.rootAccess == "Enabled"') })).toThrow(
      /undefined function sprintf/,
    ));

  it("for a value that the field never has", () =>
    expect(() => check("notebook-root-access", { policy: swap('"Enabled"', '"enabled"') })).toThrow(/never "enabled".*one of "Enabled", "Disabled"/));

  it("for one such value among others", () =>
    expect(() => check("notebook-emr-attachment", { policy: swap('"TERMINATED", "TERMINATED_WITH_ERRORS"', '"TERMINATED", "TERMINATED_WITH_ERROR"') })).toThrow(/is never "TERMINATED_WITH_ERROR"/));

  it("for evidence that leads nowhere", () =>
    expect(() => check("notebook-root-access", { policy: swap('["rootAccess"]', '["root"]') })).toThrow(/denies root, which no notebook-instance has/));

  it("for object.get", () =>
    expect(() => check("notebook-vpc", { policy: added('deny contains ["subnetId"] if object.get(resource, "subnetId", null) == null') })).toThrow(/object\.get/));

  it("for a comprehension", () =>
    expect(() => check("component-network", { policy: added('deny contains ["networkIsolation"] if count([v | some v in resource.variants]) == 0') })).toThrow(/comprehension/));

  it.each(['not resource.rootAccess == "Disabled"', "not resource.has.kmsKeyId", "not _safe(resource)"])("for %s, which holds for the unknown too", (condition) =>
    expect(() =>
      check("notebook-root-access", { policy: added(`deny contains ["rootAccess"] if ${condition}\n\n_safe(one) if one.rootAccess == "Disabled"`) }),
    ).toThrow(/negates|as a whole/));

  it("for a list whose reading nobody narrowed", () => {
    const { lists: _, ...entry } = ruleNamed("component-network");
    expect(() => deriveRule(entry, world, folder)).toThrow(/reads the list variants as a whole/);
  });

  it("for a field that the elements which are asked do not have", () =>
    expect(() => check("image-pinned", { policy: swap("lib.pinned(resource.image)", "lib.pinned(resource.outputUri)") })).toThrow(/undefined ref/));

  it("for asking what is present of the owner of the elements which are asked", () =>
    expect(() => check("endpoint-ssm-access", { policy: swap("resource.serverless == false", "resource.has.kmsKeyId == false") })).toThrow(/undefined ref/));

  it("for evidence that is not of the elements which are asked", () =>
    expect(() => check("endpoint-ssm-access", { policy: swap('deny contains ["ssmAccess"]', 'deny contains ["kmsKeyId"]') })).toThrow(/denies kmsKeyId/));

  it("for being unsure of an element, which nobody would hear", () =>
    expect(() => check("approved-key", { policy: added("unsure if count(params.approved) == 1") })).toThrow(/said of a whole resource only/));

  it("for narrowing a list that it does not read", () =>
    expect(() => check("component-network", { entry: { lists: ["variants[all].modelName", "securityGroupIds[*]"] } })).toThrow(/does not read/));
});

describe("An entry is refused", () => {
  const place = join(folder, "entries");
  const entry = (change: (text: string) => string): (() => unknown) => {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place);
    cpSync(join(root, "rules"), join(place, "rules"), { recursive: true });
    const file = join(place, "rules/notebook/notebook-vpc.yaml");
    const text = readFileSync(file, "utf8");
    const changed = change(text);
    if (changed === text) throw new Error("the change does not fit the entry any more");
    writeFileSync(file, changed);
    return () => readEntries(place);
  };

  it("for a key that there is none of, with file, line and a suggestion", () =>
    expect(entry(swap("severity:", "severty:"))).toThrow(/severty.*Did you mean "severity"\?.*rules\/notebook\/notebook-vpc\.yaml:\d+:1/));

  it("for a value that is not one of those", () => expect(entry(swap("severity: high", "severity: hihg"))).toThrow(/Did you mean "high"\?/));

  it("for a missing part", () => expect(entry((text) => text.replace(/^why:[^]*?^fix:/m, "fix:"))).toThrow(/"why" is missing/));

  it("for an id that is not the file's name", () => expect(entry(swap("id: notebook-vpc", "id: notebook-subnet"))).toThrow(/not the file's name/));

  it("for a family that is not the folder's name", () => expect(entry(swap("family: notebook", "family: network"))).toThrow(/not the folder's name/));

  it("for a control framework that nobody knows", () => expect(entry(swap("security-hub:", "security-hubb:"))).toThrow(/notebook-vpc\.yaml/));

  it("when a profile names a rule that is gone", () => {
    const read = entry(swap("high", "medium"));
    const profile = join(place, "rules/profiles/mlspace.yaml");
    writeFileSync(profile, readFileSync(profile, "utf8").replace("rules: []", "rules: [notebook-vpc]"));
    rmSync(join(place, "rules/notebook/notebook-vpc.yaml"));
    expect(read).toThrow(/no rule "notebook-vpc".*mlspace/);
  });
});
