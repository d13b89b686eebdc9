import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseOffHours } from "../../src/schedule/custodian.ts";
import type { WeeklyTime } from "../../src/schedule/stop-policy.ts";

const workdays = [1, 2, 3, 4, 5];
const on = (days: readonly number[], at: string): WeeklyTime => ({ at, days });
const schedule = (off: WeeklyTime[] | null, starts: WeeklyTime[] | null = null, timeZone: string | null = null) => ({
  type: "schedule",
  off,
  on: starts,
  timeZone,
});

/** The forms of Cloud Custodian's documentation, each with the windows that it means. */
const documented: [string, string, ReturnType<typeof schedule> | { type: "never" }][] = [
  ["an empty value: the policy's own times", "", schedule(null)],
  ["on: the same", "on", schedule(null)],
  ["off: never stopped", "off", { type: "never" }],
  ["off and on hours", "off=(M-F,19);on=(M-F,7)", schedule([on(workdays, "19:00")], [on(workdays, "07:00")])],
  [
    "lists of times, and a zone by its alias",
    "off=[(M-F,21),(U,18)];on=[(M-F,6),(U,10)];tz=pt",
    schedule([on(workdays, "21:00"), on([7], "18:00")], [on(workdays, "06:00"), on([7], "10:00")], "America/Los_Angeles"),
  ],
  [
    "a zone by its name, in any letter case",
    "off=(M-F,18);tz=australia/sydney",
    schedule([on(workdays, "18:00")], null, "australia/sydney"),
  ],
  ["a zone alone", "tz=et", schedule(null, null, "America/New_York")],
  ["an empty zone: the policy's", "off=(M-F,18);tz=", schedule([on(workdays, "18:00")])],
  ["a single day", "off=(S,1);on=(M,6);tz=it", schedule([on([6], "01:00")], [on([1], "06:00")], "Asia/Kolkata")],
  ["a range over the weekend", "off=(F-M,23)", schedule([on([5, 6, 7, 1], "23:00")])],
  ["a semicolon at the end", "off=(m-f,1);", schedule([on(workdays, "01:00")])],
  ["spaces after semicolons", "off=(m-f,1); on=(m-f,7)", schedule([on(workdays, "01:00")], [on(workdays, "07:00")])],
  ["quotes that were taken literally", "'off=(M-F,19)'", schedule([on(workdays, "19:00")])],
  ["no brackets at all", "off=m-f,19", schedule([on(workdays, "19:00")])],
  ["on hours alone: the policy's off hours", "on=(M-F,8)", schedule(null, [on(workdays, "08:00")])],
  ["every hour of the day, midnight first", "off=(M,0)", schedule([on([1], "00:00")])],
];

const codes: Record<string, string> = { "(": "u28", ")": "u29", "[": "u5b", "]": "u5d", ",": "u2c", ";": "u3b", "=": "u3d", "-": "u2d" };
const escaped = (text: string, characters = "()[],;=-"): string =>
  text.replace(/[()[\],;=-]/g, (character) => (characters.includes(character) ? (codes[character] ?? character) : character));

describe("Cloud Custodian's off-hours grammar", () => {
  test.each(documented)("knows %s", (_, text, wanted) => {
    expect(parseOffHours(text)).toEqual(wanted);
  });

  test.each(documented)("knows %s when it is escaped, wholly, in part, and in capitals", (_, text, wanted) => {
    expect(parseOffHours(escaped(text))).toEqual(wanted);
    expect(parseOffHours(escaped(text, "(),;"))).toEqual(wanted);
    expect(parseOffHours(escaped(text).toUpperCase())).toEqual(wanted);
  });

  test("knows the escaped example of the documentation", () => {
    expect(parseOffHours("offu3du28M-Fu2c18u29u3btzu3daustralia/sydney")).toEqual(
      schedule([on(workdays, "18:00")], null, "australia/sydney"),
    );
  });

  test("a Sunday before an escaped comma is a Sunday", () => {
    expect(parseOffHours("off=(Uu2c18)")).toEqual(schedule([on([7], "18:00")]));
  });

  test.each([
    ["est", "America/New_York"],
    ["gmt", "Etc/GMT"],
    ["ist", "Europe/Dublin"],
    ["it", "Asia/Kolkata"],
    ["at", "America/Phoenix"],
    ["cet", "Europe/Berlin"],
    ["utc", "Etc/UTC"],
  ])("reads the zone %s as Custodian does: %s", (alias, timeZone) => {
    expect(parseOffHours(`tz=${alias}`)).toEqual(schedule(null, null, timeZone));
  });

  test.each([
    ["an hour that no clock has", "off=(M-F,24)", "(m-f,24)"],
    ["half an hour", "off=(M-F,19:30)", "19:30"],
    ["a day that does not exist", "off=(X,19)", "(x,19)"],
    ["a range with three ends", "off=(M-W-F,19)", "(m-w-f,19)"],
    ["days without an hour", "off=(M-F)", "(m-f)"],
    ["an unknown key", "stop=(M-F,19)", '"stop"'],
    ["an unknown zone", "off=(M-F,19);tz=nowhere", '"nowhere"'],
    ["any other word", "foobar", "key=value"],
    ["a key from the prototype", "__proto__=1", '"__proto__"'],
    ["a zone from the prototype", "tz=constructor", '"constructor"'],
  ])("says what is wrong with %s, where Custodian logs and skips", (_, text, why) => {
    const parsed = parseOffHours(text);
    expect(parsed.type).toBe("malformed");
    expect("why" in parsed && parsed.why).toContain(why);
  });

  const days = fc.constantFrom("m", "t", "w", "h", "f", "s", "u");
  const time = fc
    .tuple(days, fc.option(days), fc.integer({ min: 0, max: 23 }))
    .map(([from, to, hour]) => `(${from}${to ? `-${to}` : ""},${hour})`);
  const times = fc.oneof(
    time,
    fc.array(time, { minLength: 1, maxLength: 4 }).map((all) => `[${all.join(",")}]`),
  );
  const zone = fc.constantFrom("pt", "utc", "europe/berlin", "asia/kolkata");
  const value = fc.record({ off: times, on: times, tz: zone }, { requiredKeys: ["off"] }).map((parts) =>
    Object.entries(parts)
      .map(([key, part]) => `${key}=${part}`)
      .join(";"),
  );

  test("means the same escaped and not, whichever characters are escaped", () => {
    fc.assert(
      fc.property(value, fc.subarray(Object.keys(codes)), (text, characters) => {
        const plain = parseOffHours(text);
        expect(plain.type).toBe("schedule");
        expect(parseOffHours(escaped(text, characters.join("")))).toEqual(plain);
      }),
      { numRuns: 400 },
    );
  });

  test("never throws, and answers at once, whatever the tag says", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: "grapheme" }),
          value.map((text) => text.slice(0, -2)),
        ),
        (text) => {
          expect(["schedule", "never", "malformed"]).toContain(parseOffHours(text).type);
        },
      ),
      { numRuns: 500 },
    );
    const began = performance.now();
    parseOffHours(`off=${"[(".repeat(100_000)}`);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
