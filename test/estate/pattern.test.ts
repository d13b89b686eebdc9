import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches } from "../../src/estate/pattern.ts";

const asRegExp = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\*]/g, "\\$&"))
      .join("[^]*")}$`,
  );

describe("a pattern", () => {
  it("matches what the regular expression of its meaning matches", () => {
    const letter = fc.constantFrom("a", "b", "/", ".", "\n");
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof(letter, fc.constant("*")), maxLength: 8 }),
        fc.string({ unit: letter, maxLength: 10 }),
        (pattern, text) => {
          expect(matches(pattern, text)).toBe(asRegExp(pattern).test(text));
        },
      ),
    );
  });

  it("matches a text by itself, and is anchored at both ends", () => {
    expect(matches("prod-*", "prod-a/b")).toBe(true);
    expect(matches("prod-*", "my-prod-a")).toBe(false);
    expect(matches("*-prod", "a-prod-2")).toBe(false);
    expect(matches("", "")).toBe(true);
    expect(matches("", "a")).toBe(false);
  });

  it("stays fast on patterns made to be slow", () => {
    const started = performance.now();
    expect(matches(`${"*a".repeat(500)}b`, "a".repeat(20_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
