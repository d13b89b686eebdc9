import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Json } from "../../../src/estate/json.ts";
import { Problem } from "../../../src/estate/problem.ts";
import { readYaml } from "../../../src/iac/cloudformation/yaml.ts";
import { yamlParts } from "../../../src/iac/cloudformation/yaml-parts.ts";

const inOne = Number.POSITIVE_INFINITY;

/** What is read, and where each member of a section and all in it stands; or why it is not read. */
const outcome = (text: string, least: number): { value: Json; spans: ReadonlyMap<string, string> } | string => {
  // What is said last counts: where parts do not fit, all is read and said once more.
  const spans = new Map<string, string>();
  const seen = (path: readonly (string | number)[], start: number, end: number): void => {
    if (path.length > 1) spans.set(JSON.stringify(path), `${start} to ${end}`);
  };
  try {
    const value = readYaml(text, { file: "t.yaml", todo: "Mend it.", seen }, least);
    return { value, spans };
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    return thrown.message;
  }
};

const words = fc.constantFrom(
  "a",
  "R1:",
  "line\n  R2: of\nmany",
  "yes",
  "012",
  "- x",
  "# no comment",
  "{}",
  "Ünï",
  "trailing \n",
  "1.50",
  "",
);
const name = fc.constantFrom("R1", "R2", "Tags", "Fn::Sub", "a-b", "7", "__proto__");
const { value: arbitraryValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    words,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4 }),
  ),
}));
const members = fc.dictionary(fc.stringMatching(/^[A-Z][a-z0-9]{0,3}$/), arbitraryValue, { maxKeys: 12 });
const arbitraryTemplate = fc
  .record({ Description: words, Resources: members, Outputs: fc.oneof(members, words), Metadata: arbitraryValue }, { requiredKeys: [] })
  .chain((template) =>
    fc.record({
      text: fc
        .record({
          indent: fc.constantFrom(2, 3, 4),
          indentSeq: fc.boolean(),
          defaultStringType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const, "BLOCK_LITERAL" as const),
          lineWidth: fc.constantFrom(0, 30),
        })
        .map((options) => stringify(template, { ...options, aliasDuplicateObjects: false })),
      head: fc.constantFrom("", "---\n", "# A template\n\n", "\n"),
      ending: fc.constantFrom("\n", "\r\n"),
    }),
  )
  .map(({ text, head, ending }) => `${head}${text}`.replaceAll("\n", ending));

describe("A template that is read part by part", () => {
  it("says what it says when it is read at once, and stands where it stands", () => {
    let cuts = 0;
    fc.assert(
      fc.property(arbitraryTemplate, fc.integer({ min: 1, max: 120 }), (text, least) => {
        cuts += (yamlParts(text, least)?.length ?? 1) - 1;
        expect(outcome(text, least)).toEqual(outcome(text, inOne));
      }),
      { numRuns: 400 },
    );
    expect(cuts).toBeGreaterThan(150);
  });

  it("is refused with the same words and lines, whatever is broken out of it", () => {
    fc.assert(
      fc.property(
        arbitraryTemplate,
        fc.nat(),
        fc.constantFrom("", "'", '"', "{", "  ", "\t", "R1:\n", "\n  Same:\n    a: 1\n", "*", "&a "),
        (text, at, put) => {
          const cut = at % (text.length + 1);
          const broken = `${text.slice(0, cut)}${put}${text.slice(cut + 3)}`;
          expect(outcome(broken, 20)).toEqual(outcome(broken, inOne));
        },
      ),
      { numRuns: 600 },
    );
  });

  const many = Array.from({ length: 40 }, (_, at) => `  R${at}:\n    Type: T\n    Properties:\n      Name: n${at}\n`).join("");

  it("is cut between the members of a section, and before the section after it", () => {
    const text = `Description: d\nResources:\n  # first\n${many}Outputs:\n  O:\n    Value: v\n`;
    const parts = yamlParts(text, 500) ?? [];
    expect(parts.length).toBeGreaterThan(3);
    for (const { start, above } of parts.slice(1, -1)) {
      expect(text.slice(start)).toMatch(/^ {2}R\d+:\n/);
      expect(above).toEqual(["Resources"]);
    }
    expect(text.slice(parts.at(-1)?.start)).toBe("Outputs:\n  O:\n    Value: v\n");
    expect(parts.map(({ start }) => start).slice(1)).toEqual(parts.map(({ end }) => end).slice(0, -1));
  });

  it.each([
    ["names a part by an anchor", `Resources:\n${many}  Last: *first\n`],
    ["is two documents", `Resources:\n${many}---\nOutputs: {}\n`],
    ["is short", "Resources:\n  R1:\n    Type: T\n"],
  ])("is read at once where it %s", (_, text) => expect(yamlParts(text, 500)).toBeUndefined());
});
