import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formats, type Format } from "../../reports/index.ts";
import { type Cell, cellName, cellStates, phases } from "../../src/estate/cell.ts";
import { allowedNotices } from "../../src/findings/allowed.ts";
import { buildReport } from "../../src/findings/build.ts";
import { exitCode } from "../../src/findings/exit-code.ts";
import { gapsOf } from "../../src/findings/gaps.ts";
import type { Report } from "../../src/findings/report.ts";
import { sampleInput } from "../fixtures/report.ts";
import { rendered } from "./rendered.ts";

const input = sampleInput({ resources: 3 });
const names: readonly Format[] = ["terminal", "json", "html", "sarif"];
const screen = { width: 120, color: false, links: false };

const aCell: fc.Arbitrary<Cell> = fc.record({
  account: fc.stringMatching(/^[0-9]{12}$/),
  region: fc.constantFrom("eu-central-1", "us-gov-west-1", "ap-east-1"),
  kind: fc.constantFrom("model", "notebook-lifecycle-config", "training-job", "space"),
  phase: fc.constantFrom(...phases),
  state: fc.constantFrom(...cellStates),
  seen: fc.nat({ max: 1000 }),
});
const someCells = fc.uniqueArray(aCell, { selector: cellName, minLength: 1, maxLength: 60 });

const reportOf = (coverage: Cell[], allowIncomplete: readonly string[] = []): Report =>
  buildReport({
    ...input,
    waivers: [],
    verdicts: [],
    estate: { ...input.estate, coverage },
    notices: allowedNotices({ source: input.estate.source, coverage }, allowIncomplete),
  });

const plain = (text: string): string => text.replaceAll(/\s+/g, " ").replaceAll(/&#?\w+;/g, " ");

/** Each format writes it in a way of its own; the words are the same. */
const say = async (report: Report): Promise<[Format, string][]> =>
  Promise.all(names.map(async (name): Promise<[Format, string]> => [name, rendered(await formats[name]())(report, screen)]));

describe("A gap", () => {
  it("is shown by every format, however many there are, and ends the run in 3", async () => {
    await fc.assert(
      fc.asyncProperty(someCells, async (coverage) => {
        const report = reportOf(coverage);
        const gaps = gapsOf(report);
        for (const [name, text] of await say(report)) {
          if (name === "json") expect(JSON.parse(text)).toMatchObject({ coverage: report.coverage });
          else expect([name, gaps.map(cellName).filter((cell) => !text.includes(cell))]).toEqual([name, []]);
        }
        const { code, reasons } = exitCode({ report, failOn: "info", allowIncomplete: [], checkMode: false });
        expect(code).toBe(gaps.length > 0 ? 3 : 0);
        expect(reasons).toHaveLength(Number(gaps.length > 0));
      }),
      { numRuns: 30 },
    );
  });

  it("that is allowed is shown all the same, with the words that allow it", async () => {
    await fc.assert(
      fc.asyncProperty(someCells, async (coverage) => {
        const [gap] = gapsOf(reportOf(coverage));
        if (!gap) return;
        const pattern = `*/${gap.region}/${gap.kind}/*`;
        const report = reportOf(coverage, [pattern]);
        for (const [name, text] of await say(report)) {
          expect([name, plain(text).includes(`--allow-incomplete ${pattern}`)]).toEqual([name, true]);
          if (name !== "json") expect(text).toContain(cellName(gap));
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("--allow-incomplete", () => {
  const cell = (kind: string, state: Cell["state"]): Cell => ({ account: "1", region: "r", kind, phase: "list", state, seen: 0 });
  const coverage = [cell("app", "denied"), cell("model", "denied"), cell("space", "complete"), cell("domain", "partial")];
  const codeWith = (...allowIncomplete: string[]): number =>
    exitCode({ report: reportOf(coverage), failOn: "info", allowIncomplete, checkMode: false }).code;

  it("allows what it names and nothing else", () => {
    expect(codeWith("1/r/app/list")).toBe(3);
    expect(codeWith("1/r/app/list", "1/r/model/list", "1/r/domain/list")).toBe(0);
    expect(codeWith("1/r/app", "app", "list")).toBe(3);
    expect(codeWith("*")).toBe(0);
  });

  it("tells of each pattern how many gaps it covers, and of one that covers none that it is not needed", () => {
    expect(allowedNotices({ source: "live", coverage }, ["*/list", "1/r/space/*"])).toEqual([
      {
        level: "warning",
        code: "incomplete-allowed",
        message: "3 cells not seen completely may stay so, as --allow-incomplete */list says. Nothing is said of what is in them.",
      },
      {
        level: "note",
        code: "incomplete-allowed-unused",
        message: "--allow-incomplete 1/r/space/* allowed nothing in this run: no gap has such a name.",
      },
    ]);
  });

  it("is silent where nobody allows anything", () => {
    expect(allowedNotices({ source: "live", coverage }, [])).toEqual([]);
  });
});
