import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { widthOf, wrap } from "../../reports/terminal/width.ts";
import { render as renderTerminal } from "../../reports/terminal/index.ts";
import { visible } from "../../reports/visible.ts";
import { buildReport } from "../../src/findings/build.ts";
import { hostileNames, sampleInput, samplePlanReport, sampleReport } from "../fixtures/report.ts";
import { rendered } from "./rendered.ts";

const render = rendered(renderTerminal);

const plain = { width: 110, color: false, links: false };
const escape = "\u001b";
/** What we write ourselves: colours, and links to AWS's documentation. */
const own = new RegExp(`${escape}\\[[0-9;]*m|${escape}\\]8;;(https://docs\\.aws\\.amazon\\.com/[!-~]*)?${escape}\\\\`, "g");
const bad = /\p{Cc}|[\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

describe("the terminal report", () => {
  const text = render(sampleReport(), plain);

  it("says the verdict first, and beside it what was not seen", () => {
    const lines = text.split("\n");
    expect(lines[3]).toMatch(/^FAILED: \d+ findings in \d+ of 60 resources, the worst critical\.$/);
    expect(lines[4]).toMatch(/2 of 20 cells not seen completely, \d+ verdicts unknown/);
  });

  it("shows the worst first, with counts by severity that are true", () => {
    const { severities } = sampleReport().summary;
    expect(text).toContain(`critical ${severities.critical}   high ${severities.high}   medium ${severities.medium}`);
    const marks = [...text.matchAll(/^ (CRITICAL|HIGH|MEDIUM|LOW|INFO) /gm)].map(([, mark]) => mark);
    const order = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFO"];
    expect(marks).toEqual(marks.toSorted((a, b) => order.indexOf(a ?? "") - order.indexOf(b ?? "")));
    expect(new Set(marks).size).toBe(5);
  });

  it("caps a long list and says how many it left out", () => {
    const many = sampleReport({ resources: 300 });
    const rule = many.rules.find((one) => one.counts.fail > 5);
    expect(render(many, plain)).toContain(`and ${(rule?.counts.fail ?? 0) - 5} more`);
  });

  it("names every gap, every kind of unknown with its reason, and every notice with its place", () => {
    expect(text).toContain("444455556666/eu-west-1/training-job/list  denied: sagemaker:ListTrainingJobs");
    expect(text).toMatch(/UNKNOWN .*\n.*\n {4}.*denied/);
    expect(text).toContain("error: Exception old-internet");
    expect(text.replaceAll(/\n /g, "")).toContain("(sagewarden.yaml:41)");
  });

  it("says what to do next, and nothing that does not apply", () => {
    expect(text).toContain("sagewarden explain emr-public-access-open");
    expect(text).toContain("--allow-incomplete");
    expect(render(samplePlanReport(), plain)).not.toContain("fix plan");
  });

  it("shows file and line of infrastructure code in full, even on a narrow screen", () => {
    expect(render(samplePlanReport(), { ...plain, width: 50 })).toMatch(/infra\/team one\/main\.tf:\d+/);
  });

  it("calls an estate clean only if all of it was seen", () => {
    const input = sampleInput();
    const passing = { ...input, waivers: [], verdicts: input.verdicts.filter((verdict) => verdict.verdict === "pass") };
    const seen = { ...input.estate, coverage: input.estate.coverage.filter((cell) => cell.state !== "denied") };
    expect(render(buildReport({ ...passing, estate: seen }), plain)).toContain("CLEAN: No findings in 60 resources.");
    const half = render(buildReport(passing), plain);
    expect(half).toContain("INCOMPLETE: No findings in what was seen.");
    expect(half).not.toMatch(/clean/i);
  });

  it("does without colour, and with colour says nothing that is not said without", () => {
    expect(text).not.toContain("\u001b");
    const colored = render(sampleReport(), { ...plain, color: true, links: true });
    expect(colored).toContain("\u001b[");
    expect(colored).toContain(
      "\u001b]8;;https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-3\u001b\\",
    );
    expect(
      colored
        .replaceAll(own, "")
        .split("\n")
        .map((line) => line.trimEnd()),
    ).toEqual(text.split("\n").map((line) => line.trimEnd()));
  });

  it("never runs over its width", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 200 }),
        fc.array(fc.string({ unit: "binary", maxLength: 60 }), { maxLength: 20 }),
        (width, names) => {
          const lines = render(sampleReport({ resources: 20, names }), { ...plain, width }).split("\n");
          for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("lets no byte of a name act: no escape, no C1, no line, no turned text", () => {
    const check = (names: readonly string[]): void => {
      const output = render(sampleReport({ resources: 40, names }), { width: 120, color: true, links: true });
      expect(output.replaceAll(own, "").replaceAll("\n", "")).not.toMatch(bad);
    };
    check(hostileNames);
    const nasty = fc.constantFrom(
      "\u001b",
      "\u009b",
      "\u009d",
      "[31m",
      "]8;;http://x",
      "\u0007",
      "\n",
      "\r",
      "\b",
      "\u202e",
      "\u2066",
      "\u007f",
      "a",
      " ",
    );
    fc.assert(
      fc.property(fc.array(fc.string({ unit: nasty, minLength: 1, maxLength: 12 }), { minLength: 5, maxLength: 20 }), (names) =>
        check(names),
      ),
      { numRuns: 60 },
    );
  });
});

describe("visible text", () => {
  it("has nothing left that acts, and is left alone when it had none", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => void expect(visible(text)).not.toMatch(new RegExp(`${bad.source}|\\p{Surrogate}`, "u")),
      ),
    );
    fc.assert(fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => void expect(visible(text)).toBe(text)));
    expect(visible("👩‍🔬 名前 é")).toBe("👩‍🔬 名前 é");
    expect(visible("\u009b31m\n\u202e")).toBe("\\x9b31m\\n\\u{202e}");
  });
});

describe("width", () => {
  it("counts columns, not characters", () => {
    expect(widthOf("名前")).toBe(4);
    expect(widthOf("e\u0301")).toBe(1);
    expect(widthOf("abc")).toBe(3);
  });

  it("wraps without losing a word or running over", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { maxLength: 20 }), fc.integer({ min: 5, max: 60 }), (words, width) => {
        const lines = wrap(words.join(" "), width);
        expect(lines.join("").replaceAll(" ", "")).toBe(words.join(""));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
