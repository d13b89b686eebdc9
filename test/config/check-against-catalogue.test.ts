import { describe, expect, it } from "vitest";
import { checkAgainstCatalogue } from "../../src/config/check-against-catalogue.ts";
import { parseConfig } from "../../src/config/load.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { settableFields } from "../../src/remediate/given.ts";
import type { Catalogue, Rule } from "../../src/evaluate/rule.ts";

const rule: Rule = {
  id: "notebook-idle",
  title: "t",
  family: "notebook",
  kinds: ["notebook-instance"],
  severity: "low",
  message: "m",
  why: "w",
  fix: {},
  fixable: "in-place",
  examples: [],
  reads: ["state"],
  emits: { deny: true, skip: false, settled: false, unsure: false },
  parameters: { minutes: { description: "How long.", schema: { type: "integer", minimum: 60 }, default: 60 } },
};
const catalogue: Catalogue = {
  format: "sagewarden/catalogue@1",
  policy: "",
  rules: [rule],
  frameworks: [],
  profiles: [{ name: "baseline", title: "t", description: "d", rules: [rule.id] }],
};
const check = (text: string) => (): void => checkAgainstCatalogue(parseConfig(text, "f.yaml"), catalogue, settableFields(kinds));

describe("names that only the catalogue knows", () => {
  it("are accepted where they exist", () => {
    expect(check("rules: {notebook-idle: {parameters: {minutes: 90}}}")).not.toThrow();
    expect(check("{profile: own, profiles: {own: {extends: baseline, rules: ['*'], severity: {notebook-idle: high}}}}")).not.toThrow();
    expect(check("remediation: {values: {emr-cluster: {autoTerminationIdleSeconds: 3600}}}")).not.toThrow();
  });
  it.each([
    ["profile: baselin", 'no profile "baselin". Did you mean "baseline"?', "f.yaml:1:1"],
    ["rules: {notebook-idel: {enabled: false}}", 'no rule "notebook-idel". Did you mean "notebook-idle"?', "f.yaml:1:9"],
    ["rules: {notebook-idle: {parameters: {minute: 90}}}", 'no parameter "minute". Did you mean "minutes"?', "f.yaml:1:38"],
    ["rules: {notebook-idle: {parameters: {minutes: 5}}}", "minutes must be >= 60", "f.yaml:1:38"],
    ["rules: {notebook-idle: {overrides: [{where: {project: a}, parameters: {minutes: 5}}]}}", "minutes must be >= 60", "f.yaml:1:72"],
    ["profiles: {own: {extends: baselin}}", 'no profile "baselin". Did you mean "baseline"?', "f.yaml:1:18"],
    ["profiles: {own: {rules: [notebook-idel]}}", 'no rule "notebook-idel". Did you mean "notebook-idle"?', "f.yaml:1:26"],
    ["profiles: {own: {severity: {notebook-idel: low}}}", 'no rule "notebook-idel"', "f.yaml:1:29"],
    ["profiles: {own: {parameters: {notebook-idel: {minutes: 90}}}}", 'no rule "notebook-idel"', "f.yaml:1:31"],
    ["profiles: {own: {parameters: {notebook-idle: {minute: 90}}}}", 'no parameter "minute". Did you mean "minutes"?', "f.yaml:1:47"],
    ["profiles: {own: {parameters: {notebook-idle: {minutes: 5}}}}", "minutes must be >= 60", "f.yaml:1:47"],
    ["profiles: {baseline: {rules: [notebook-idle]}}", 'has a profile "baseline" already', "f.yaml:1:12"],
    ["profiles: {a: {extends: b}, b: {extends: a}}", 'The profile "a" has no beginning', "f.yaml:1:16"],
    ["{profile: onw, profiles: {own: {rules: ['*']}}}", 'no profile "onw". Did you mean "own"?', "f.yaml:1:2"],
    ["remediation: {values: {notebok-instance: {instanceType: ml.t3.medium}}}", 'Did you mean "notebook-instance"?', "f.yaml:1:24"],
    ["remediation: {values: {notebook-instance: {instanceTyp: a}}}", 'is given a field "instanceTyp". Did you mean', "f.yaml:1:44"],
    ["remediation: {values: {emr-cluster: {autoTerminationIdleSeconds: soon}}}", "which is not of type", "f.yaml:1:38"],
    ["exceptions: [{rule: x-y, reason: a, owner: b, expires: 2027-01-01}]", 'no rule "x-y"', "f.yaml:1:15"],
  ])("are refused where they do not: %s", (text, sentence, place) => {
    expect(check(text)).toThrow(sentence);
    expect(check(text)).toThrow(place);
  });
});
