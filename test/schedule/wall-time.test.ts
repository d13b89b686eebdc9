import { describe, expect, test } from "vitest";
import { Problem } from "../../src/estate/problem.ts";
import { parseTimeZone, parseWallTime } from "../../src/schedule/wall-time.ts";

describe("a stop time", () => {
  test.each([
    ["00:00", { hour: 0, minute: 0 }],
    ["19:05", { hour: 19, minute: 5 }],
    ["23:59", { hour: 23, minute: 59 }],
  ])("%s is a time of day", (text, time) => {
    expect(parseWallTime(text)).toEqual(time);
  });

  test.each(["24:00", "19:60", "9:00", "19", "19:00:00", " 19:00", "7pm", "", "１９:00"])(
    "%j is refused with what to write instead",
    (text) => {
      expect(() => parseWallTime(text, "sagewarden.yaml:3")).toThrow(Problem);
      expect(() => parseWallTime(text, "sagewarden.yaml:3")).toThrow("(sagewarden.yaml:3) Write it as HH:MM");
    },
  );

  test("a zone that does not exist is refused by its name", () => {
    expect(parseTimeZone("Asia/Kolkata")).toBe("Asia/Kolkata");
    expect(() => parseTimeZone("Europe/Atlantis")).toThrow('There is no time zone "Europe/Atlantis".');
  });
});
