import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { settingsSchema } from "../../src/config/settings.ts";
import { Problem } from "../../src/estate/problem.ts";

const refusal = (text: string): string => {
  try {
    parseConfig(text, "sagewarden.yaml");
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
  return "accepted";
};

const table: { title: string; text: string; says: string[] }[] = [
  {
    title: "an unknown key, with a suggestion",
    text: "profile: baseline\nprojets: {}",
    says: ['no key "projets"', 'Did you mean "projects"?', "sagewarden.yaml:2:1"],
  },
  {
    title: "an unknown key far from all others, with the list",
    text: "zzz: 1",
    says: ['no key "zzz"', "The keys are: profile, profiles, regions"],
  },
  {
    title: "an unknown key inside a project",
    text: "projects:\n  churn:\n    owner: amara\n    member: [jonas]",
    says: ['"member" in projects.churn', '"members"', ":4:5"],
  },
  { title: "a project without owner", text: "projects:\n  churn: {members: [a]}", says: ['projects.churn lacks "owner"', ":2:3"] },
  {
    title: "a stop time that no clock shows",
    text: 'stop: {at: "24:00", timeZone: UTC}',
    says: ['stop.at cannot be "24:00"', "HH:MM", ":1:8"],
  },
  {
    title: "a zone that does not exist",
    text: "stop: {at: 19:00, timeZone: Europe/Berln}",
    says: ['no time zone "Europe/Berln"', "Europe/Berlin", ":1:19"],
  },
  { title: "an account without quotes", text: exceptionWith("account: 111122223333"), says: ["must be text", 'in quotes: "111122223333"'] },
  { title: "a day that does not exist", text: exceptionWith("", "2027-02-30"), says: ['"2027-02-30" is no date'] },
  { title: "an exception for both a rule and a finding", text: exceptionWith("finding: abc"), says: ["either a rule or a finding"] },
  {
    title: "an exception without reason",
    text: "exceptions: [{rule: a, owner: b, expires: 2027-01-01}]",
    says: ['exceptions[0] lacks "reason"'],
  },
  { title: "two exceptions of one id", text: `exceptions: [${one("a")}, ${one("a")}]`, says: ['Two exceptions have the id "a"'] },
  { title: "a severity that does not exist", text: "failOn: hihg", says: ["failOn must be one of critical, high", 'Did you mean "high"?'] },
  {
    title: "a wrong type, and counts what follows",
    text: "regions: eu-central-1\nfailOn: x\nunknown: y",
    says: ["regions must be a list", "2 more problems follow"],
  },
  { title: "a key that is said twice", text: "profile: a\nprofile: b", says: ["cannot be read", "unique", ":2:1"] },
  { title: "a list in place of a map", text: "- 1", says: ["The configuration must be a map"] },
  { title: "an unknown tag", text: "profile: !!js/function x", says: ["cannot be read", ":1:10"] },
  { title: "a broken text", text: "profile: [", says: ["cannot be read", "sagewarden.yaml:1:"] },
  { title: "several documents", text: "profile: a\n---\nprofile: b", says: ["cannot be read"] },
  { title: "aliases that unfold without end", text: bomb(), says: ["repeats itself through aliases"] },
  { title: "a text that is nested without end", text: "[".repeat(100_000), says: ["cannot be read"] },
  { title: "a text that is too long", text: `# ${"x".repeat(2_000_001)}`, says: ["more than 2000000"] },
  { title: "a key from the prototype", text: "__proto__: {profile: x}", says: ['no key "__proto__"'] },
];

function exceptionWith(line: string, expires = "2027-01-01"): string {
  return `exceptions:\n  - rule: a\n    reason: b\n    owner: c\n    expires: ${expires}${line === "" ? "" : `\n    ${line}`}\n`;
}
function one(id: string): string {
  return `{id: ${id}, rule: r, reason: b, owner: c, expires: 2027-01-01}`;
}
function bomb(): string {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `k${level + 1}: &a${level + 1} [${Array.from({ length: 9 }, () => `*a${level}`).join(",")}]`,
  );
  return ["k0: &a0 [x]", ...levels].join("\n");
}

describe("a configuration is refused, in one paragraph that names the place, for", () => {
  it.each(table)("$title", ({ text, says }) => {
    const message = refusal(text);
    for (const part of says) expect(message).toContain(part);
    expect(message).not.toContain("\n");
  });
});

describe("the words of a configuration", () => {
  it("are suggested for any single slip of the pen in a key", () => {
    const keys = Object.keys(settingsSchema.properties).filter(
      (key) => key !== "$schema" && key.length > 4 && key !== "profile" && key !== "profiles",
    );
    const slip = fc
      .constantFrom(...keys)
      .chain((key) =>
        fc.integer({ min: 1, max: key.length - 1 }).map((at) => ({ key, slipped: `${key.slice(0, at)}${key.slice(at + 1)}` })),
      );
    fc.assert(
      fc.property(slip, ({ key, slipped }) => {
        expect(refusal(`${slipped}: 1`)).toContain(`Did you mean "${key}"?`);
      }),
    );
  });

  it("end in a configuration or in a Problem, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        expect(refusal(text)).not.toBe("");
      }),
    );
  });
});
