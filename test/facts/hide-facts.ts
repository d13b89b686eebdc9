import fc from "fast-check";
import { expect } from "vitest";
import type { Estate } from "../../src/estate/estate.ts";
import type { FactContext } from "../../src/facts/fact.ts";
import { hide, hidings } from "../properties/hide.ts";
import { factOf } from "./estate.ts";

type Count = { known: number; hidden: number };

/** Hiding anything that a fact may rest on may move it only to unknown. Returns how often it was known, and how often hiding hid it. */
export const onlyEverHides = (
  worlds: fc.Arbitrary<{ estate: Estate; context: FactContext }>,
  names: readonly string[],
  numRuns: number,
): Record<string, Count> => {
  const counts: Record<string, Count> = Object.fromEntries(names.map((name) => [name, { known: 0, hidden: 0 }]));
  const cases = worlds.chain(({ estate, context }) =>
    fc.record({
      estate: fc.constant(estate),
      context: fc.constant(context),
      hidden: fc.subarray(hidings(estate), { minLength: 1, maxLength: 3 }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ estate, context, hidden }) => {
      for (const name of names) {
        const full = factOf(estate, name, context);
        const less = factOf(hide(estate, hidden), name, context);
        const isUnknown = typeof less === "object" && less !== null;
        if (!isUnknown) expect(less).toEqual(full);
        const count = counts[name];
        if (count && (typeof full !== "object" || full === null)) {
          count.known++;
          if (isUnknown) count.hidden++;
        }
      }
    }),
    { numRuns },
  );
  return counts;
};
