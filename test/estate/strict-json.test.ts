import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/estate/json.ts";
import { Problem } from "../../src/estate/problem.ts";
import { parseStrictJson } from "../../src/estate/strict-json.ts";

const source = { file: "estate.json", todo: "Correct it." };
const parse = (content: string | Uint8Array): Json => parseStrictJson(content, source);

const problemOf = (content: string | Uint8Array): Problem => {
  try {
    parse(content);
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    throw thrown;
  }
  throw new Error("nothing was refused");
};

const byPlatform = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

describe("Strict JSON", () => {
  it("gives what the platform's parser gives, hostile keys included", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.stringify(parse(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
    const hostile = '{"__proto__":{"isAdmin":true},"constructor":1,"toString":null}';
    expect(JSON.stringify(parse(hostile))).toBe(hostile);
    expect(Object.getPrototypeOf(parse(hostile))).toBeNull();
  });

  it("refuses what the platform's parser refuses, and beyond that only keys that occur twice and numbers without end", () => {
    const damaged = fc
      .tuple(
        fc.jsonValue(),
        fc.nat(),
        fc.constantFrom("", ",", "}", "]", "x", '"', ":", "01", "\\", "\u0000", "\u00a0"),
        fc.nat({ max: 3 }),
      )
      .map(([value, at, insert, drop]) => {
        const text = JSON.stringify(value);
        const place = at % (text.length + 1);
        return text.slice(0, place) + insert + text.slice(place + drop);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        const expected = byPlatform(text);
        if (expected === undefined) expect(problemOf(text).facts.exitCode ?? 2).toBe(2);
        else {
          try {
            expect(JSON.stringify(parse(text))).toBe(JSON.stringify(expected));
          } catch (thrown) {
            if (!(thrown instanceof Problem)) throw thrown;
            expect(thrown.message).toMatch(/twice|larger than any/);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("calls each beginning of a document cut off, whatever the place", () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => typeof value === "object" && value !== null),
        fc.nat(),
        (value, at) => {
          const text = JSON.stringify(value);
          const cut = text.slice(0, 1 + (at % (text.length - 1)));
          if (cut !== text) expect(problemOf(cut).facts.code).toBe("json-truncated");
        },
      ),
    );
  });

  it.each([
    ["", "json-empty", "The file is empty. (estate.json)"],
    [" \n", "json-empty", "The file is empty. (estate.json)"],
    ['{\n  "a": tru', "json-truncated", "cut off. (estate.json, line 2, column 11)"],
    ['{"a":1,\n "b":2, "a":3}', "json-duplicate-key", 'the key "a" twice. (estate.json, line 2, column 9)'],
    ['{"a":{"\\u0061":1,"a":2}}', "json-duplicate-key", 'the key "a" twice.'],
    ['{"__proto__":1,"__proto__":2}', "json-duplicate-key", 'the key "__proto__" twice.'],
    ["{'a':1}", "json-malformed", "a key in double quotes should stand here. (estate.json, line 1, column 2)"],
    ["[1,]", "json-malformed", "a value should stand here. (estate.json, line 1, column 4)"],
    ['["a\nb"]', "json-malformed", "goes over the end of its line"],
    ['["\\x41"]', "json-malformed", "an escape that does not exist"],
    ["[1] 2", "json-malformed", "something follows after its end. (estate.json, line 1, column 5)"],
    ["[1e999]", "json-malformed", "larger than any"],
  ])("says of %j what is wrong and where", (text, code, words) => {
    const problem = problemOf(text);
    expect(problem.facts.code).toBe(code);
    expect(problem.message).toContain(words);
    expect(problem.message).toContain("Correct it.");
  });

  it("never quotes what stands at the fault, which may be a secret", () => {
    for (const text of ['{"token": hunter2}', '{"token": "hunter2\u0001"}', '{"token": "hunter2\\x"}', '{"token": "hunter2'])
      expect(problemOf(text).message).not.toContain("hunter2");
  });

  it("reads 512 levels, and refuses more before the stack ends", () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    expect(JSON.stringify(parse(nested(512)))).toBe(nested(512));
    expect(problemOf(nested(513)).facts.code).toBe("json-too-deep");
    expect(problemOf("[".repeat(1_000_000)).facts.code).toBe("json-too-deep");
  });

  it("reads bytes in UTF-8, with or without a byte order mark, and nothing else", () => {
    const bytes = new TextEncoder().encode('{"ü":"\u{1f600}"}');
    expect(JSON.stringify(parse(bytes))).toBe('{"ü":"\u{1f600}"}');
    expect(JSON.stringify(parse(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])))).toBe('{"ü":"\u{1f600}"}');
    expect(JSON.stringify(parse("\ufeff[]"))).toBe("[]");
    for (const wrong of [Uint8Array.of(0x22, 0xff, 0x22), Uint8Array.of(0x22, 0xc0, 0x80, 0x22), Uint8Array.of(0xff, 0xfe, 0x22, 0)])
      expect(problemOf(wrong).facts.code).toBe("json-not-text");
  });
});
