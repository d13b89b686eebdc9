import fc from "fast-check";
import { expect, it } from "vitest";
import { createSeen } from "../../src/collect/seen.ts";

it("What was seen is told from what was not, however much it is", () => {
  const names = fc.array(fc.oneof(fc.string(), fc.constantFrom("a", "b", "__proto__", "")), { maxLength: 2_000, size: "max" });
  fc.assert(
    fc.property(names, (some) => {
      const [seen, set] = [createSeen(), new Set<string>()];
      for (const name of some) {
        expect(seen.add(name)).toBe(!set.has(name));
        set.add(name);
      }
      seen.clear();
      expect(some.length === 0 || seen.add(some[0] ?? "")).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it("A hundred thousand names that are told twice are seen once", () => {
  const seen = createSeen();
  const tell = (): number => Array.from({ length: 100_000 }, (_, index) => seen.add(`["job-${index}"]`)).filter(Boolean).length;
  expect([tell(), tell()]).toEqual([100_000, 0]);
});
