import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chooseRules, type ChosenRule } from "../../src/evaluate/choose-rules.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { type ProfileChoice, severities } from "../../src/evaluate/rule.ts";

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const choose = (profile: string, ...profiles: ProfileChoice[]): ChosenRule[] =>
  chooseRules(catalogue, { profile, profiles, settings: {}, supplied: {} });
const ids = (chosen: readonly ChosenRule[]): string[] => chosen.map(({ rule }) => rule.id);
const one = (chosen: readonly ChosenRule[], id: string): ChosenRule | undefined => chosen.find(({ rule }) => rule.id === id);

describe("the catalogue's profiles", () => {
  it("strict asks all that there is, as baseline does but for what costs many calls, and takes nothing more lightly", () => {
    const baseline = choose("baseline");
    const strict = choose("strict");
    expect(ids(strict).filter((id) => !ids(baseline).includes(id))).toEqual([
      "customer-managed-key",
      "ecr-lifecycle",
      "ecr-shared",
      "remote-debug",
    ]);
    expect(ids(baseline).filter((id) => !ids(strict).includes(id))).toEqual([]);
    const milder = strict.filter(
      ({ rule, severity }) => severities.indexOf(severity) > severities.indexOf(one(baseline, rule.id)?.severity ?? "info"),
    );
    expect(ids(milder)).toEqual([]);
    expect(ids(strict.filter(({ rule, severity }) => severity !== one(baseline, rule.id)?.severity)).length).toBeGreaterThan(20);
  });

  it("strict allows no more than baseline where a number is the limit", () => {
    const baseline = choose("baseline");
    const limits = choose("strict").flatMap(({ rule, parameters }) =>
      Object.entries(parameters).flatMap(([name, value]) => {
        const before = one(baseline, rule.id)?.parameters[name];
        return name.startsWith("max") && typeof value === "number" && typeof before === "number"
          ? [[`${rule.id}.${name}`, value <= before]]
          : [];
      }),
    );
    expect(limits.length).toBeGreaterThan(2);
    expect(limits.filter(([, tighter]) => tighter !== true)).toEqual([]);
  });

  it("cost asks what bills, and nothing of safety", () => {
    const chosen = ids(choose("cost"));
    expect(chosen).toContain("overdue-notebook");
    expect(chosen).toContain("warm-pool-limit");
    for (const id of ["notebook-root-access", "notebook-volume-kms", "domain-vpc-only", "network-isolation"])
      expect(chosen).not.toContain(id);
  });
});

describe("profiles of the configuration", () => {
  it("begin with another profile, add rules, and have the last word", () => {
    const own: ProfileChoice = {
      name: "own",
      extends: "cost",
      rules: ["required-tags"],
      parameters: { "idle-timeout": { maxMinutes: 30 } },
      severity: { "idle-timeout": "critical" },
    };
    const chosen = choose("own", own);
    expect(ids(chosen)).toEqual([...ids(choose("cost")), "required-tags"].toSorted());
    expect(one(chosen, "idle-timeout")).toMatchObject({ severity: "critical", parameters: { maxMinutes: 30 } });
    expect(one(chosen, "warm-pool-limit")).toMatchObject(one(choose("cost"), "warm-pool-limit") ?? {});
  });

  it("extend each other", () => {
    const chosen = choose("b", { name: "a", rules: ["notebook-vpc"] }, { name: "b", extends: "a", rules: ["notebook-imdsv2"] });
    expect(ids(chosen)).toEqual(["notebook-imdsv2", "notebook-vpc"]);
  });

  it("take every rule by *", () => {
    expect(ids(choose("all", { name: "all", rules: ["*"] }))).toEqual(catalogue.rules.map(({ id }) => id));
  });

  it("that go in a circle are refused", () => {
    expect(() => choose("a", { name: "a", extends: "b", rules: [] }, { name: "b", extends: "a", rules: [] })).toThrow('profile "a"');
  });
});
