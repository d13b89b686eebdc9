import { describe, expect, test } from "vitest";
import { parseDays } from "../../src/schedule/days.ts";

describe("days", () => {
  test.each([
    ["Mon-Fri", [1, 2, 3, 4, 5]],
    ["Fri-Mon", [1, 5, 6, 7]],
    ["sat, sun", [6, 7]],
    ["Monday", [1]],
    ["Mon,Wed-Thu,mon", [1, 3, 4]],
  ])("%s are %j", (text, days) => {
    expect(parseDays(text)).toEqual(days);
  });

  test.each(["", "Mo", "Mon-", "Mon-Wed-Fri", "weekend", "Mon;Tue", "1-5"])("%j are none", (text) => {
    expect(parseDays(text)).toBeUndefined();
  });
});
