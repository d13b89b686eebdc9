import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { Problem } from "../../src/estate/problem.ts";
import { beginScan, resumeScan, type KeptScan } from "../../src/history/scans.ts";

const question = { account: "111122223333", regions: "eu-central-1" };
const facts = { startedAt: "2026-11-21T12:00:00.000Z", now: "2026-11-21T12:00:00Z", question };
const later = (hours: number) => ({ ...facts, startedAt: new Date(Date.parse(facts.startedAt) + hours * 3_600_000).toISOString() });
const asked = { family: "sagemaker:ListModels eu-central-1", input: { MaxResults: 100 } };

const whole = { at: "2026-11-21T12:10:00.000Z", unanswered: 0 };

const world = () => {
  const folder = join(mkdtempSync(join(tmpdir(), "sagewarden-scans-")), "scans");
  const said: string[] = [];
  const say = (sentence: string): void => void said.push(sentence);
  return { folder, said, say, options: { folder, facts, say } };
};
const must = (kept: KeptScan | undefined): KeptScan => {
  if (!kept) throw new Error("no scan is kept");
  return kept;
};
/** As a process that was killed leaves it: nothing is told to end. */
const broken = (options: Parameters<typeof beginScan>[0], answer = { Models: [{ ModelName: "a" }] }): void => {
  const { scan } = must(beginScan(options));
  scan.answers.keep(asked, answer);
  scan.close();
};
const read: (text: string) => JsonObject = JSON.parse;
const files = (folder: string): string[] => readdirSync(folder).toSorted();
const only = (folder: string): string => join(folder, files(folder).find((name) => name.endsWith(".sqlite")) ?? "");

describe("a scan that ended without all answers", () => {
  const lacking = { at: "2026-11-21T12:10:00.000Z", unanswered: 3 };

  it("is kept, and gone on with as one that broke off, and knows that it had ended", () => {
    const { options, said, folder } = world();
    const first = must(beginScan(options));
    first.scan.answers.keep(asked, { Models: [] });
    first.finish(lacking);
    expect(files(folder)).toHaveLength(1);
    for (const _ of ["the second", "the third"]) {
      const again = must(resumeScan(options));
      expect(again.scan).toMatchObject({ startedAt: facts.startedAt, ended: lacking, kept: 1 });
      expect(again.scan.answers.recall(asked)).toEqual({ Models: [] });
      expect(said.splice(0)).toEqual([
        `going on with the scan begun at ${facts.startedAt}, which ended without all answers, with 1 answers that are here already.`,
      ]);
      again.close();
    }
    must(resumeScan(options)).finish(whole);
    expect(files(folder)).toEqual([]);
  });

  it("is needed no more once another that was asked the same has ended", () => {
    const { options, folder } = world();
    must(beginScan(options)).finish(lacking);
    must(beginScan({ ...options, facts: later(1) })).finish(lacking);
    expect(files(folder)).toHaveLength(1);
    must(beginScan({ ...options, facts: later(2) })).finish(whole);
    expect(files(folder)).toEqual([]);
  });
});

describe("a scan that broke off", () => {
  it("is gone on with: its answers, its instants, nothing said but that", () => {
    const { options, said } = world();
    broken(options);
    const again = must(resumeScan({ ...options, facts: { ...later(1), now: "2026-11-21T13:00:00Z" } }));
    expect(again.isResumed).toBe(true);
    expect(again.scan).toMatchObject({ startedAt: facts.startedAt, now: facts.now, kept: 1 });
    expect(again.scan.answers.recall(asked)).toEqual({ Models: [{ ModelName: "a" }] });
    expect(said).toEqual([`going on with the scan begun at ${facts.startedAt}, with 1 answers that are here already.`]);
    again.close();
  });

  it("gives every answer back as it was, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.dictionary(fc.string(), fc.jsonValue())), { maxLength: 20 }), (given) => {
        const { options } = world();
        const rounded = new Map(given.map(([name, document]) => [name, JSON.stringify(document)]));
        const { scan } = must(beginScan(options));
        for (const [name, text] of rounded) scan.answers.keep({ family: "f", input: { name } }, read(text));
        scan.close();
        const again = must(resumeScan(options));
        for (const [name, text] of rounded) expect(again.scan.answers.recall({ family: "f", input: { name } })).toEqual(read(text));
        expect(again.scan.answers.recall({ family: "g", input: {} })).toBeUndefined();
        again.finish(whole);
      }),
      { numRuns: 30 },
    );
  });

  it("tells a question that is asked twice apart from one that an earlier process asked", () => {
    const { options } = world();
    const { scan, close } = must(beginScan(options));
    scan.answers.keep(asked, { Models: [] });
    expect(scan.answers.recall(asked)).toBeUndefined();
    close();
  });

  it("forgets a list whose page tokens went stale, and no other", () => {
    const { options } = world();
    broken(options);
    const again = must(resumeScan(options));
    again.scan.answers.forget("sagemaker:ListModels eu-west-1");
    expect(again.scan.answers.recall(asked)).toBeDefined();
    again.scan.answers.forget(asked.family);
    expect(again.scan.answers.recall(asked)).toBeUndefined();
    again.close();
  });

  it("is refused when it was asked something else, with what differs", () => {
    const { options, folder } = world();
    broken(options);
    const other = { ...facts, question: { ...question, regions: "eu-west-1", profile: "mlspace" } };
    expect(() => resumeScan({ ...options, facts: other })).toThrow(Problem);
    expect(() => resumeScan({ ...options, facts: other })).toThrow(
      "asked something else: regions eu-central-1 then, eu-west-1 now; profile nothing then, mlspace now.",
    );
    expect(files(folder)).toHaveLength(1);
    // One of the same question is found behind it.
    broken({ ...options, facts: { ...later(1), question: other.question } });
    const again = must(resumeScan({ ...options, facts: later(2) }));
    expect(again.scan.startedAt).toBe(facts.startedAt);
    again.close();
  });

  it("is not gone on with after a day, nor are more than five kept", () => {
    const { options, folder, said } = world();
    broken(options);
    const anew = must(resumeScan({ ...options, facts: later(25) }));
    expect(anew.isResumed).toBe(false);
    expect(said).toEqual(["there is nothing to go on with, as what broke off did so more than 24 hours ago: this scan begins anew."]);
    anew.close();
    for (let hour = 26; hour < 40; hour++) broken({ ...options, facts: later(hour) });
    expect(files(folder).length).toBeLessThanOrEqual(6);
  });

  it("is forgotten once one that was asked the same has ended, and only then", () => {
    const { options, folder } = world();
    broken(options);
    broken({ ...options, facts: { ...facts, question: { ...question, profile: "mlspace" } } });
    must(beginScan(options)).finish(whole);
    expect(files(folder)).toHaveLength(1);
  });
});

describe("the store of scans", () => {
  it("is for its owner's eyes", () => {
    const { options, folder } = world();
    const { scan, close } = must(beginScan(options));
    scan.answers.keep(asked, { Models: [] });
    const modes = (names: readonly string[]): string[] => names.map((name) => (statSync(join(folder, name)).mode & 0o777).toString(8));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(files(folder).some((name) => name.endsWith("-wal"))).toBe(true);
    expect(new Set(modes(files(folder)))).toEqual(new Set(["600"]));
    close();
  });

  it("without anything to go on with says so, and begins anew", () => {
    const { options, said } = world();
    const anew = must(resumeScan(options));
    expect(anew.isResumed).toBe(false);
    expect(said).toEqual(["there is nothing to go on with, as no scan broke off here: this scan begins anew."]);
    anew.finish(whole);
  });

  it("does not take a scan away from the process that is at work on it, nor wait for it", async () => {
    const { options, said, folder } = world();
    const script = `import { beginScan } from "./src/history/scans.ts";
      beginScan({ folder: ${JSON.stringify(folder)}, facts: ${JSON.stringify(facts)}, say: () => undefined });
      console.log("at work"); setInterval(() => undefined, 1000);`;
    const other = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(other.stdout, "data");
    const mine = must(resumeScan({ ...options, facts: later(1) }));
    expect(mine.isResumed).toBe(false);
    expect(said).toEqual([
      "there is nothing to go on with, as the scan that has not ended is at work in another process: this scan begins anew.",
    ]);
    mine.finish(whole);
    expect(files(folder).some((name) => name.endsWith(".sqlite"))).toBe(true);
    other.kill("SIGKILL");
    await once(other, "exit");
    expect(must(resumeScan({ ...options, facts: later(1) })).isResumed).toBe(true);
  });

  it.each([
    ["no database at all", (file: string) => writeFileSync(file, "this is no database, however long one looks at it".repeat(100))],
    ["half a database", (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    [
      "a database of something else",
      (file: string) => {
        const database = new DatabaseSync(file);
        database.exec("DROP TABLE scan; CREATE TABLE scan (what TEXT)");
        database.close();
      },
    ],
  ])("that holds %s costs a sentence and a fresh scan", (_, damage) => {
    const { options, folder, said } = world();
    broken(options);
    damage(only(folder));
    const anew = must(resumeScan({ ...options, facts: later(1) }));
    expect(anew.isResumed).toBe(false);
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/^a scan that broke off cannot be (read|opened): /);
    anew.finish(whole);
  });

  it("of a newer version is left alone", () => {
    const { options, folder, said } = world();
    broken(options);
    const database = new DatabaseSync(only(folder));
    database.exec("PRAGMA user_version = 99");
    database.close();
    const before = readFileSync(only(folder));
    const anew = must(resumeScan({ ...options, facts: later(1) }));
    expect(anew.isResumed).toBe(false);
    expect(said[0]).toMatch(/kept by a newer version/);
    anew.finish(whole);
    expect(readFileSync(only(folder)).equals(before)).toBe(true);
  });

  it("whose answers were damaged gives none that was not given", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const { options, folder } = world();
        const answer = { Models: Array.from({ length: 50 }, (_, index) => ({ ModelName: `model-${index}`, RootAccess: "Disabled" })) };
        broken(options, answer);
        const bytes = readFileSync(only(folder));
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ by;
        writeFileSync(only(folder), bytes);
        const again = must(resumeScan({ ...options, facts: facts }));
        const recalled = again.isResumed ? again.scan.answers.recall(asked) : undefined;
        if (recalled !== undefined) expect(recalled).toEqual(answer);
        again.close();
      }),
      { numRuns: 60 },
    );
  });

  it("that cannot be written lets the scan go on, and says that it cannot be gone on with", () => {
    const { options, said } = world();
    writeFileSync(options.folder, "a file, where the folder should be");
    expect(beginScan(options)).toBeUndefined();
    expect(said).toEqual([expect.stringMatching(/^the answers of this scan cannot be kept in /)]);
  });
});
