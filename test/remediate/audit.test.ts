import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { JournalEvent } from "../../src/remediate/apply/chain.ts";
import { besides, openJournal } from "../../src/remediate/apply/journal.ts";
import { privateKeyFrom, publicKeyOf } from "../../src/remediate/apply/seal.ts";
import { verifyJournal } from "../../src/remediate/apply/verify.ts";
import { now } from "./reports.ts";

const folder = mkdtempSync(join(tmpdir(), "sagewarden-audit-"));
afterAll(() => rmSync(folder, { recursive: true }));

const event = (index: number): JournalEvent => ({
  type: "outcome",
  plan: "p",
  resource: `r${index}`,
  verb: "stop",
  outcome: index % 2 === 0 ? "done" : "failed",
  // A name that holds the sign which stands for bytes that are no text.
  detail: `it is Stopped \uFFFD ${index}`,
});

const file = join(folder, "journal.jsonl");
const opened = openJournal({ file, now: () => now, guard: (write) => write() });
for (let index = 0; index < 5; index++) await opened.append(event(index));
opened.close();

const journal = readFileSync(file);
const head = readFileSync(besides(file).head, "utf8");
const publicKey = publicKeyOf(privateKeyFrom(readFileSync(besides(file).key, "utf8")));
const lines = journal.toString().split(/(?<=\n)/);
const verify = (bytes: Uint8Array, differs: { head?: string | undefined; publicKey?: string } = {}) =>
  verifyJournal({ journal: bytes, head, publicKey, ...differs });
const isFound = (bytes: Uint8Array): boolean => !verify(bytes).ok;

describe("audit verify", () => {
  test("finds a journal whole, as it was written", () => {
    expect(verify(journal)).toMatchObject({ ok: true, lines: 5, isCutShort: false });
    expect(opened.newKey).toBe(publicKey);
    expect(statSync(besides(file).key).mode & 0o777).toBe(0o600);
  });

  test("finds every change of one byte to any other, wherever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 255 }), (by) => {
        for (let at = 0; at < journal.length; at++) {
          const changed = Buffer.from(journal);
          changed[at] = (journal[at] ?? 0) ^ by;
          if (!isFound(changed)) return false;
        }
        return true;
      }),
      { numRuns: 8 },
    );
  });

  test("finds every change of one byte of the signed head", () => {
    for (let at = 0; at < head.length; at++)
      for (const letter of ["0", "A", "_", " ", '"'])
        if (head[at] !== letter) expect(verify(journal, { head: head.slice(0, at) + letter + head.slice(at + 1) }).ok).toBe(false);
  });

  test("finds every line that was taken out, repeated, or swapped with any other", () => {
    for (const [from, line] of lines.entries()) {
      expect(isFound(Buffer.from(lines.toSpliced(from, 1).join("")))).toBe(true);
      expect(isFound(Buffer.from(lines.toSpliced(from, 0, line).join("")))).toBe(true);
      for (const [to, other] of lines.entries())
        if (to !== from) expect(isFound(Buffer.from(lines.with(from, other).with(to, line).join("")))).toBe(true);
    }
  });

  test("finds every truncation, to the byte, the last line and the whole of it included", () => {
    for (let length = 0; length < journal.length; length++) expect(isFound(journal.subarray(0, length))).toBe(true);
  });

  test("finds lines that somebody else went on with", () => {
    const other = join(folder, "forged.jsonl");
    writeFileSync(other, journal);
    writeFileSync(besides(other).head, head);
    writeFileSync(besides(other).key, readFileSync(besides(file).key));
    const forger = openJournal({ file: other, now: () => now, guard: (write) => write() });
    return forger.append(event(9)).then(() => expect(isFound(readFileSync(other))).toBe(true));
  });

  test("finds a head that is missing, older, or signed by another key", () => {
    expect(verify(journal, { head: undefined })).toEqual({ ok: false, what: "There is no signed head beside the journal." });
    const stranger = join(folder, "stranger.jsonl");
    openJournal({ file: stranger, now: () => now, guard: (write) => write() }).close();
    const strangers = publicKeyOf(privateKeyFrom(readFileSync(besides(stranger).key, "utf8")));
    expect(verify(journal, { publicKey: strangers })).toMatchObject({ ok: false, what: expect.stringContaining("signed by another key") });
  });

  test("a run with a journal that was cut off does not go on with it", () => {
    const cut = join(folder, "cut.jsonl");
    writeFileSync(besides(cut).head, head);
    writeFileSync(besides(cut).key, readFileSync(besides(file).key));
    writeFileSync(cut, lines.slice(0, -1).join(""));
    expect(() => openJournal({ file: cut, now: () => now, guard: (write) => write() })).toThrow(
      "it ends at line 4, and 5 lines were signed for",
    );
  });
});
