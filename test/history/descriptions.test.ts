import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { openDescriptions } from "../../src/history/descriptions.ts";

const world = () => {
  const file = join(mkdtempSync(join(tmpdir(), "sagewarden-descriptions-")), "home", "descriptions.sqlite");
  const said: string[] = [];
  const openOn = (day: string) => {
    const now = new Date(day);
    return openDescriptions({ file, now, scan: now, say: (sentence) => void said.push(sentence) });
  };
  return { file, said, openOn };
};
const [monday, tuesday] = ["2026-11-21T10:00:00Z", "2026-11-22T10:00:00Z"] as const;

/** A scan of Monday in a process of its own, which keeps so many descriptions. */
const scanElsewhere = async (file: string, name: string, count: number): Promise<string> => {
  const script = `import { openDescriptions } from "./src/history/descriptions.ts";
    const now = new Date(${JSON.stringify(monday)});
    const kept = openDescriptions({ file: ${JSON.stringify(file)}, now, scan: now, say: (sentence) => console.log(sentence) });
    for (let at = 0; at < ${count}; at++) kept.keep("${name}" + at, { name: "${name}", at });
    kept.close();`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(child, "close");
  return `${String(code)} ${said}`;
};

describe("the descriptions of earlier scans", () => {
  it("are kept by several scans at once, and none of them is lost", async () => {
    const { file, said, openOn } = world();
    const names = ["ada", "grace", "linus"];
    expect(await Promise.all(names.map((name) => scanElsewhere(file, name, 400)))).toEqual(names.map(() => "0 "));
    const kept = openOn(tuesday);
    for (const name of names) {
      for (let at = 0; at < 400; at++) expect(kept?.recall(`${name}${at}`)).toEqual({ name, at });
    }
    kept?.close();
    expect(said).toEqual([]);
  });

  it("do not answer the scan that kept them, which has its own answers", () => {
    const { openOn } = world();
    const first = openOn(monday);
    first?.keep("key", { kept: true });
    expect(first?.recall("key")).toBeUndefined();
    first?.close();
    const second = openOn(tuesday);
    expect(second?.recall("key")).toEqual({ kept: true });
    second?.close();
  });

  it("are for their owner's eyes", () => {
    const { file, openOn } = world();
    const kept = openOn(monday);
    kept?.keep("key", {});
    expect([file, `${file}-wal`].map((name) => (statSync(name).mode & 0o777).toString(8))).toEqual(["600", "600"]);
    kept?.close();
  });

  it("that are damaged are moved aside", () => {
    const { file, said, openOn } = world();
    openOn(monday)?.close();
    writeFileSync(file, "this is no database, however long one looks at it".repeat(100));
    const kept = openOn(tuesday);
    kept?.keep("key", {});
    kept?.close();
    expect(said).toEqual([`the descriptions of earlier scans are damaged: moved to ${file}.broken, all is described anew.`]);
    expect(existsSync(`${file}.broken`)).toBe(true);
  });

  it("that are a database of something else are moved aside too", () => {
    const { file, said, openOn } = world();
    openOn(monday)?.close();
    const database = new DatabaseSync(file);
    database.exec("DROP TABLE described; CREATE TABLE described (what TEXT)");
    database.close();
    const kept = openOn(tuesday);
    expect(kept?.recall("key")).toBeUndefined();
    kept?.close();
    expect(said).toHaveLength(1);
  });

  it("of a newer version, or out of reach, are left alone", () => {
    const { file, said, openOn } = world();
    openOn(monday)?.close();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(openOn(tuesday)).toBeUndefined();
    expect(said).toEqual([`the descriptions of earlier scans (${file}) were kept by a newer version: all is described anew.`]);
  });

  it("that break while a scan is at work cost one sentence", () => {
    const { file, said, openOn } = world();
    const kept = openOn(monday);
    const database = new DatabaseSync(file);
    database.exec("DROP TABLE described");
    database.close();
    kept?.keep("one", {});
    kept?.keep("two", {});
    expect(kept?.recall("one")).toBeUndefined();
    expect(said).toEqual([`the descriptions of earlier scans (${file}) cannot be used any further: the rest is described anew.`]);
    kept?.close();
  });
});
