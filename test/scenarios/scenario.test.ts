import { describe, expect, it } from "vitest";
import { parseScenario, streamMatches } from "./scenario.ts";

describe("a stream of a scenario", () => {
  it.each([
    ["a\nb", "a\nb\n", true],
    ["a\nb", "a\nb\nc\n", false],
    ["a\nb", "a\n", false],
    ["", "", true],
    ["", "a\n", false],
    ["*", "", true],
    ["*", "a\nb\n", true],
    ["*\nb", "a\nb\n", true],
    ["*\nb", "a\nb\nc\n", false],
    ["a\n*\nc", "a\nc\n", true],
    ["a\n*\nc", "a\nb\nb\nc\n", true],
    ["took {any} s", "took 12 s", true],
    ["took {any} s", "took 12 m", false],
    ["{any}a{any}", "ba", true],
    ["aa{any}aa", "aaa", false],
    ["*x", "x", false],
  ])("%j against %j: %s", (expected, actual, verdict) => {
    expect(streamMatches(expected, actual)).toBe(verdict);
  });
});

describe("a scenario", () => {
  it("has files, a command and a status", () => {
    const scenario = parseScenario(
      "About it.\n====file a/b.yaml====\nx: 1\n\n====command====\nsagewarden\n====status====\n2\n====stderr====\n*\n",
    );
    expect(scenario).toEqual({
      about: "About it.",
      files: new Map([["a/b.yaml", "x: 1"]]),
      command: "sagewarden",
      status: 2,
      stdout: "",
      stderr: "*",
    });
  });
  it.each([
    ["a section that does not exist", "there is no section comand", "====comand====\nx"],
    ["a section twice", "two sections are called command", "====command====\nx\n====command====\ny"],
    ["no status", "a command and a status", "====command====\nx"],
  ])("is refused with %s", (_, message, text) => {
    expect(() => parseScenario(text)).toThrow(message);
  });
});
