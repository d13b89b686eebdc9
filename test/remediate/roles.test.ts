import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kinds } from "../../src/kinds/registry.ts";
import { type Caller, callerOf, mayBeDoneBy, mayNot, type People, rights, rightsOfVerbs, roles } from "../../src/remediate/roles.ts";

const account = "111122223333";
const session = (role: string, name: string): string => `arn:aws:sts::${account}:assumed-role/${role}/${name}`;
const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

const people: People = {
  projects: [
    { name: "churn", owner: "amara", members: ["amara", "jonas"] },
    { name: "vision", owner: "lena", members: ["lena", "tomasz"] },
  ],
  administrators: ["marta"],
  identities: {
    people: {
      jonas: [session("workbench", "jonas")],
      amara: [role("amara-only")],
      marta: [`arn:aws:iam::${account}:user/marta`],
      ghost: [`arn:aws:iam::${account}:user/ghost`],
      lena: [role("shared")],
      tomasz: [role("shared")],
    },
    sessionRoles: [role("platform-user")],
    platform: [role("workflow")],
  },
  platformMayStart: false,
};

const notebook = { project: "churn", user: "jonas" };
const person = (user: string): Caller => ({ type: "person", user });

describe("who calls", () => {
  test.each<[string, string, Caller]>([
    ["one session of a role", session("workbench", "jonas"), person("jonas")],
    ["any session of a role that is somebody's alone", session("amara-only", "i-0123"), person("amara")],
    ["a user", `arn:aws:iam::${account}:user/marta`, person("marta")],
    ["the name of a session, where only its user can choose it", session("platform-user", "tomasz"), person("tomasz")],
    ["the platform", session("workflow", "run-7"), { type: "platform" }],
  ])("is known by %s", (_, arn, caller) => {
    expect(callerOf(arn, people)).toEqual(caller);
  });

  test.each([
    ["another session of a shared role", session("workbench", "eve"), "is nobody that"],
    ["a session that only calls itself so", session("any-role", "jonas"), "is nobody that"],
    ["a principal of two people", session("shared", "x"), "stands for more than one"],
    ["somebody who left", `arn:aws:iam::${account}:user/ghost`, "ghost is in no project"],
    ["a session named like nobody", session("platform-user", "eve"), "eve is in no project"],
    ["the same role in another account", `arn:aws:sts::999999999999:assumed-role/workbench/jonas`, "is nobody that"],
    ["the root of the account", `arn:aws:iam::${account}:root`, "is nobody that"],
    ["nothing at all", "", "is nobody that"],
  ])("is nobody: %s", (_, arn, why) => {
    expect(callerOf(arn, people)).toContain(why);
  });

  test("without a projects map only administrators are known", () => {
    expect(callerOf(session("workbench", "jonas"), { ...people, projects: null })).toContain("jonas is in no project");
  });
});

describe("who may do what", () => {
  const may = (caller: Caller, verb: string, differs: Partial<People> = {}) =>
    mayNot(caller, { verb, ...notebook }, { ...people, ...differs }) === undefined;

  test("is this table", () => {
    const callers: Record<string, Caller> = {
      owner: person("jonas"),
      "project-owner": person("amara"),
      administrator: person("marta"),
      platform: { type: "platform" },
      "owner of another project": person("lena"),
      "member of another project": person("tomasz"),
    };
    const table = Object.entries(callers).map(([who, caller]) => [
      who,
      ...["start", "stop", "disable-root", "delete"].filter((verb) => may(caller, verb)),
    ]);
    expect(table).toEqual([
      ["owner", "start", "stop", "disable-root", "delete"],
      ["project-owner", "stop", "disable-root", "delete"],
      ["administrator", "stop", "disable-root", "delete"],
      ["platform", "stop"],
      ["owner of another project"],
      ["member of another project"],
    ]);
  });

  test("the platform starts what it stopped only where the configuration says so", () => {
    expect(may({ type: "platform" }, "start")).toBe(false);
    expect(may({ type: "platform" }, "start", { platformMayStart: true })).toBe(true);
  });

  test("what belongs to nobody is its administrators' alone", () => {
    const nobodys = { verb: "stop", project: null, user: null };
    expect(["jonas", "amara", "marta"].map((user) => mayNot(person(user), nobodys, people) === undefined)).toEqual([false, false, true]);
  });

  test("a verb that nobody has thought of is nobody's", () => {
    fc.assert(
      fc.property(fc.string(), (verb) => rightsOfVerbs.has(verb) || !["jonas", "amara", "marta"].some((user) => may(person(user), verb))),
    );
    for (const verb of ["__proto__", "constructor", "toString"]) expect(may(person("marta"), verb)).toBe(false);
  });

  test("every verb of every kind has somebody who may do it, and updates of what can be stopped ask for it to be stopped", () => {
    for (const kind of kinds)
      for (const [name, verb] of Object.entries(kind.verbs)) {
        const right = rightsOfVerbs.get(name);
        expect([kind.name, name, right === undefined]).toEqual([kind.name, name, false]);
        // Tags are no part of what runs.
        if (name.endsWith("-tags")) continue;
        if (right === "update" && kind.verbs["start"]) expect(verb.from).toEqual(["Stopped"]);
      }
    expect(Object.keys(mayBeDoneBy)).toEqual([...rights]);
    expect(
      Object.values(mayBeDoneBy)
        .flat()
        .every((one) => roles.includes(one)),
    ).toBe(true);
  });
});
