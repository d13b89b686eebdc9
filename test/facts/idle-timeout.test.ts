import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { estateOf, factOf, nowhere } from "./estate.ts";
import { onlyEverHides } from "./hide-facts.ts";

const unset = (prefix: string): JsonObject => ({
  [`${prefix}IdleLifecycle`]: null,
  [`${prefix}IdleTimeoutMinutes`]: null,
  [`${prefix}MinIdleTimeoutMinutes`]: null,
  [`${prefix}MaxIdleTimeoutMinutes`]: null,
});
const unsetProfile = { ...unset("jupyterLab"), ...unset("codeEditor") };
const privateSpace: JsonObject = {
  domainId: "d-1",
  appType: "JupyterLab",
  sharingType: "Private",
  ownerName: "ada",
  idleTimeoutMinutes: null,
};

type World = { space?: JsonObject; profile?: JsonObject | null; domain?: JsonObject | null };
const worldOf = ({ space = {}, profile = {}, domain = {} }: World, states = {}) =>
  estateOf(
    [
      { kind: "space", name: "lab", config: { ...privateSpace, ...space } },
      ...(profile ? [{ kind: "user-profile", name: "ada", config: { domainId: "d-1", ...unsetProfile, ...profile } }] : []),
      ...(domain
        ? [
            {
              kind: "domain",
              name: "research",
              config: { domainId: "d-1", ...unsetProfile, ...unset("defaultSpaceJupyterLab"), ...domain },
            },
          ]
        : []),
    ],
    states,
  );
const minutes = (world: World, states = {}) => factOf(worldOf(world, states), "idleTimeoutMinutes");

const on = { jupyterLabIdleLifecycle: "ENABLED", jupyterLabIdleTimeoutMinutes: 120 };

describe("the idle timeout that applies to a space", () => {
  test.each<[string, World, number | null]>([
    ["nobody set one", {}, null],
    ["the domain's, if nobody else says anything", { domain: on }, 120],
    ["the profile's before the domain's", { domain: on, profile: { jupyterLabIdleTimeoutMinutes: 180 } }, 180],
    [
      "the space's own before both",
      { domain: on, profile: { jupyterLabIdleTimeoutMinutes: 180 }, space: { idleTimeoutMinutes: 240 } },
      240,
    ],
    ["none where only the space has one, for nobody watches", { space: { idleTimeoutMinutes: 240 } }, null],
    ["none where the profile switched it off", { domain: on, profile: { jupyterLabIdleLifecycle: "DISABLED" } }, null],
    [
      "never above the domain's upper bound",
      { domain: { ...on, jupyterLabMaxIdleTimeoutMinutes: 200 }, space: { idleTimeoutMinutes: 900 } },
      200,
    ],
    ["never below the lower bound", { domain: { ...on, jupyterLabMinIdleTimeoutMinutes: 150 }, space: { idleTimeoutMinutes: 60 } }, 150],
    ["that of the application that it runs", { domain: on, space: { appType: "CodeEditor" } }, null],
    [
      "for a shared space the domain's default for spaces",
      {
        domain: { ...on, defaultSpaceJupyterLabIdleLifecycle: "ENABLED", defaultSpaceJupyterLabIdleTimeoutMinutes: 90 },
        space: { sharingType: "Shared" },
      },
      90,
    ],
    ["the domain's where the owner's profile is gone", { domain: on, profile: null }, 120],
    ["none in Studio Classic", { domain: on, space: { appType: null } }, null],
  ])("is %s", (_, world, expected) => {
    expect(minutes(world)).toBe(expected);
  });

  test("is unknown where a level that would decide was not seen", () => {
    expect(minutes({ domain: on, profile: null }, { "user-profile": "denied" })).toEqual({ unknown: "denied" });
    expect(minutes({ domain: null }, { domain: "throttled-out" })).toEqual({ unknown: "throttled-out" });
    expect(minutes({ domain: null })).toEqual({ unknown: "unmatched" });
  });

  test("is unknown where AWS does not say which settings apply", () => {
    expect(minutes({ domain: on, space: { appType: "CodeEditor", sharingType: "Shared" } })).toEqual({ unknown: "unresolved" });
  });

  test("hiding anything moves it only to unknown", () => {
    const level = (prefix: string) =>
      fc
        .tuple(
          fc.constantFrom("ENABLED", "ENABLED", "ENABLED", "DISABLED", null),
          fc.constantFrom(60, 120, 600, null),
          fc.constantFrom(60, 180, null),
          fc.constantFrom(240, 480, null),
        )
        .map(([lifecycle, timeout, min, max]) => ({
          [`${prefix}IdleLifecycle`]: lifecycle,
          [`${prefix}IdleTimeoutMinutes`]: timeout,
          [`${prefix}MinIdleTimeoutMinutes`]: min,
          [`${prefix}MaxIdleTimeoutMinutes`]: max,
        }));
    const worlds = fc
      .record({
        space: fc.record({
          appType: fc.constantFrom("JupyterLab", "JupyterLab", "CodeEditor", null),
          sharingType: fc.constantFrom("Private", "Private", "Shared", null),
          ownerName: fc.constantFrom("ada", "ada", null),
          idleTimeoutMinutes: fc.constantFrom(60, 600, null),
        }),
        profile: fc.option(level("jupyterLab")),
        domain: fc
          .tuple(level("jupyterLab"), level("codeEditor"), level("defaultSpaceJupyterLab"))
          .map((parts) => Object.assign({}, ...parts) as JsonObject),
      })
      .map((world) => ({ estate: worldOf(world), context: nowhere }));
    const { idleTimeoutMinutes } = onlyEverHides(worlds, ["idleTimeoutMinutes"], 2000);
    expect(idleTimeoutMinutes?.known).toBeGreaterThan(1000);
    expect(idleTimeoutMinutes?.hidden).toBeGreaterThan(200);
  });
});
