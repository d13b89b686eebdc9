import { describe, expect, test } from "vitest";
import { nextDue } from "../../src/schedule/due.ts";
import { writeInstant } from "../../src/schedule/instant.ts";
import { applyOverride, parseOverride } from "../../src/schedule/override.ts";
import { certain, daily, kindStop } from "./policies.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const workdays = [1, 2, 3, 4, 5];
const allowing = kindStop({ weekly: daily("19:00", "Europe/Berlin"), override: "allowed" });

const dueWith = (text: string, stop = allowing): string | null => {
  const { limits } = applyOverride(stop, parseOverride(text), now);
  return limits?.weekly ? writeInstant(certain(nextDue(limits.weekly, now))) : null;
};

describe("the value of an override's tag", () => {
  test.each([
    ["a time on the policy's clock", "21:00", "2026-11-21T20:00:00Z"],
    ["a time with a zone of its own", "21:00 Asia/Kolkata", "2026-11-21T15:30:00Z"],
    ["a time on some days", "21:00 Mon-Fri", "2026-11-23T20:00:00Z"],
    ["days and a zone", "21:00 Mon,Tue UTC", "2026-11-23T21:00:00Z"],
    ["Custodian's grammar", "off=(M-F,21);tz=utc", "2026-11-23T21:00:00Z"],
    ["Custodian's on, which is the policy's own time", "on", "2026-11-21T18:00:00Z"],
    ["Custodian's zone alone: the policy's time there", "tz=et", "2026-11-22T00:00:00Z"],
  ])("may be %s", (_, text, due) => {
    expect(dueWith(text)).toBe(due);
  });

  test.each([
    ["8h", 480],
    ["90m", 90],
    ["2d", 2880],
  ])("may be a time to live: %s", (text, minutes) => {
    expect(parseOverride(text)).toEqual({ type: "ttl", minutes });
  });

  test.each(["24:00", "7:5", "19:00 Europe/Atlantis", "19:00 Mon-Fry", "0h", "tomorrow", "off=(M-F,99)", "19:00 Mon Tue Wed x y"])(
    "%j cannot be read, and says why",
    (text) => {
      const override = parseOverride(text);
      expect(override.type).toBe("malformed");
      expect("why" in override && override.why.length).toBeGreaterThan(10);
    },
  );
});

describe("an override", () => {
  test("holds where it is allowed", () => {
    expect(applyOverride(allowing, parseOverride("21:00"), now).overruling).toBe("allowed");
  });

  test("that says off means never, where it is allowed", () => {
    expect(applyOverride(allowing, parseOverride("off"), now)).toEqual({ limits: null, overruling: "allowed" });
  });

  test("changes nothing where it is forbidden, not even with off", () => {
    const forbidding = kindStop({ weekly: daily("19:00", "UTC") });
    for (const text of ["21:00", "off", "8h", "off=(M-F,23)"])
      expect(applyOverride(forbidding, parseOverride(text), now)).toEqual({ limits: forbidding, overruling: "forbidden" });
  });

  test("that cannot be read changes nothing: it never switches a stop off", () => {
    expect(applyOverride(allowing, parseOverride("of"), now)).toEqual({ limits: allowing, overruling: "malformed" });
  });

  test.each([
    ["an earlier time", "17:00", "allowed"],
    ["the latest time itself", "22:00", "allowed"],
    ["a minute more", "22:01", "later"],
    ["a later time in a zone to the west", "18:00 America/New_York", "later"],
    ["an earlier one in a zone to the east", "23:00 Asia/Kolkata", "allowed"],
    ["days that leave out some of the policy's", "20:00 Mon-Wed", "later"],
    ["midnight, which is the end of the day and not its beginning", "00:00", "later"],
    ["the next morning", "06:00", "later"],
    ["off", "off", "later"],
    ["more than a day", "25h", "later"],
  ])("may not be later than the policy's latest: %s", (_, text, overruling) => {
    const stop = { ...allowing, weekly: daily("19:00", "Europe/Berlin", workdays), latest: "22:00" };
    const applied = applyOverride(stop, parseOverride(text), now);
    expect(applied.overruling).toBe(overruling);
    if (overruling === "later") expect(applied.limits).toEqual(stop);
  });
});
