import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { type JournalEvent, linkEvent, noHead, readChain } from "../../src/remediate/apply/chain.ts";
import { besides, openJournal } from "../../src/remediate/apply/journal.ts";
import { privateKeyFrom, sealText } from "../../src/remediate/apply/seal.ts";
import { now } from "./reports.ts";

const folder = await mkdtemp(join(tmpdir(), "sagewarden-journal-"));
afterAll(() => rm(folder, { recursive: true }));

const open = (file: string) => openJournal({ file, now: () => now, guard: (write) => write() });

const event = (index: number): JournalEvent =>
  index % 2 === 0
    ? { type: "skipped", plan: "p", resource: `r${index}`, verb: "stop", detail: "skipped-stale: it is gone" }
    : { type: "outcome", plan: "p", resource: `r${index}`, verb: "stop", outcome: "done", detail: "it is Stopped" };

const linesOf = (count: number): string[] => {
  let head = noHead;
  return Array.from({ length: count }, (_, index) => {
    const next = linkEvent(event(index), head, now);
    ({ head } = next);
    return next.line;
  });
};

describe("the journal's chain", () => {
  const lines = linesOf(6);

  test("reads back what was linked", () => {
    const { entries, head, bytes } = readChain(lines.join(""), "j");
    expect(entries.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5]);
    expect([head.seq, bytes]).toEqual([5, lines.join("").length]);
  });

  test("shows every line that was taken out, moved or repeated, but the last ones", () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(5), (from, to) => {
        const dropped = lines.filter((_, index) => index !== from);
        expect(() => readChain(dropped.join(""), "j")).toThrow("was tampered with or damaged");
        const moved = dropped.toSpliced(to, 0, lines[from] ?? "");
        if (from !== to) expect(() => readChain(moved.join(""), "j")).toThrow("was tampered with or damaged");
        expect(() => readChain(lines.toSpliced(from, 0, lines[from] ?? "").join(""), "j")).toThrow("was tampered with or damaged");
      }),
    );
  });

  test("shows every change of a character before the last line", () => {
    const text = lines.join("");
    const before = lines.slice(0, -1).join("").length;
    fc.assert(
      fc.property(fc.nat(before - 1), fc.constantFrom("0", "x", '"', " ", "}"), (at, letter) => {
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        if (changed !== text) expect(() => readChain(changed, "j")).toThrow("was tampered with or damaged");
      }),
      { numRuns: 500 },
    );
  });

  test("takes half a last line as never written", () => {
    for (let cut = 1; cut <= (lines[5] ?? "").length; cut++) expect(readChain(lines.join("").slice(0, -cut), "j").entries.length).toBe(5);
  });
});

describe("the journal's file", () => {
  test("goes on where it ended, cuts off half a line, and is for its owner's eyes only", async () => {
    const file = join(folder, "one.jsonl");
    const first = open(file);
    await first.append(event(0));
    await first.append(event(1));
    first.close();
    // As a crash leaves it: the line was announced under the seal, and only half of it was written.
    const head = { seq: 1, hash: readChain(await readFile(file, "utf8"), file).head.hash };
    const key = privateKeyFrom(await readFile(besides(file).key, "utf8"));
    await writeFile(besides(file).head, sealText(key, head, { seq: 2, hash: "0".repeat(64) }));
    await appendFile(file, '{"seq":2,"pre');
    const second = open(file);
    expect(second.entries().length).toBe(2);
    await second.append(event(2));
    second.close();
    expect(readChain(await readFile(file, "utf8"), file).entries.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  test("is refused once somebody has changed it", async () => {
    const file = join(folder, "changed.jsonl");
    await writeFile(file, linesOf(3).join("").replace("it is Stopped", "it is stopped"));
    expect(() => open(file)).toThrow("line 3 does not follow from the line before it");
  });

  test("is left as it is by a run that lost its lease while it opened it, even where a line is being written just then", async () => {
    const file = join(folder, "late.jsonl");
    const writer = open(file);
    await writer.append(event(0));
    writer.close();
    const key = privateKeyFrom(await readFile(besides(file).key, "utf8"));
    const { head } = readChain(await readFile(file, "utf8"), file);
    await writeFile(besides(file).head, sealText(key, head, { seq: 1, hash: "0".repeat(64) }));
    await appendFile(file, '{"seq":1,"pre');
    const before = await readFile(file, "utf8");
    const lost = (): never => {
      throw new Error("another one has the right to act now");
    };
    expect(() => openJournal({ file, now: () => now, guard: lost })).toThrow("another one has the right to act now");
    expect(await readFile(file, "utf8")).toBe(before);
  });

  test("is not written on while somebody else writes to it", async () => {
    const file = join(folder, "shared.jsonl");
    const [one, two] = [open(file), open(file)];
    await one.append(event(0));
    await expect(two.append(event(1))).rejects.toThrow("Somebody else has written");
    await truncate(file, 0);
    await expect(one.append(event(1))).rejects.toThrow("Somebody else has written");
    one.close();
    two.close();
  });
});
