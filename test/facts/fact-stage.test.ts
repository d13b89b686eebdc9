import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import { joinOver } from "../../src/estate/join.ts";
import type { FactContext } from "../../src/facts/fact.ts";
import { factSources, factStage } from "../../src/facts/index.ts";
import { viewOf } from "../../src/facts/view.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { arbitraryStudio } from "../estate/arbitrary-studio.ts";
import { shuffledArrivals } from "../estate/shuffled-arrivals.ts";
import { nowhere } from "./estate.ts";

describe("What facts look at", () => {
  const looked = factSources.flatMap(({ looksAt }) =>
    Object.entries(looksAt).flatMap(([kind, fields]) => fields.map((field) => [kind, field])),
  );

  it.each(looked)("%s has the field %s", (kind = "", field = "") => {
    expect(kinds.find(({ name }) => name === kind)?.fields).toHaveProperty(field);
  });

  it("is all that they need: from what comes in parts they derive what they would from the whole estate", () => {
    const context: FactContext = nowhere;
    fc.assert(
      fc.property(arbitraryStudio, fc.nat(), (estate, seed) => {
        const passed: Resource[] = [];
        const closed = new Set<string>();
        const stage = factStage(context, (arrival) => {
          expect(closed).not.toContain(arrival.kind);
          if (arrival.type === "closed") closed.add(arrival.kind);
          else passed.push(...arrival.resources);
        });
        shuffledArrivals(estate, seed).forEach(stage.take);
        stage.finish();
        expect(passed.map(({ id }) => id).sort()).toEqual(estate.resources.map(({ id }) => id).sort());
        const join = joinOver(estate);
        for (const resource of passed) {
          const own = estate.resources.find(({ id }) => id === resource.id);
          for (const source of factSources)
            if (own && source.kinds.includes(own.kind))
              for (const [name, derived] of Object.entries(source.derive(viewOf(own, join), context)))
                if ("value" in derived) expect(resource.config["facts"]).toHaveProperty(name, derived.value);
                else expect(resource.unknown[`/facts/${name}`]).toEqual(derived.unknown);
        }
      }),
      { numRuns: 120, endOnFailure: true },
    );
  });
});
