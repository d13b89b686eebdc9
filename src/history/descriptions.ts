import type { DatabaseSync } from "node:sqlite";
import { sha256 } from "../estate/canonical.ts";
import type { JsonObject } from "../estate/json.ts";
import { readBack, sumOf } from "./kept-json.ts";
import { moveAside, openPrivate, type FileOptions } from "./private-file.ts";
import { guard } from "./sqlite.ts";

/** Descriptions of things that do not change, kept from one scan to the next. */
export type Descriptions = {
  recall: (key: string) => JsonObject | undefined;
  keep: (key: string, description: JsonObject) => void;
  close: () => void;
};

/** `scan`: when the scan began that asks. What it kept itself is among its answers, and not what it comes upon here once it broke off. */
export type DescriptionsOptions = { file: string; now: Date; scan: Date; say: (sentence: string) => void };

const version = 1;
const options: FileOptions = {
  version,
  tables:
    "CREATE TABLE IF NOT EXISTS described (key TEXT PRIMARY KEY, usedOn INTEGER NOT NULL, keptBy INTEGER NOT NULL, sum INTEGER NOT NULL, body TEXT NOT NULL)",
  alone: false,
};
/** After so long it is gone, or nobody looks at it any more. */
const daysUnused = 90;
const dayOf = (now: Date): number => Math.floor(now.getTime() / 86_400_000);

const prepare = (database: DatabaseSync) => ({
  find: database.prepare("SELECT usedOn, sum, body FROM described WHERE key = ? AND keptBy < ?"),
  used: database.prepare("UPDATE described SET usedOn = ? WHERE key = ?"),
  put: database.prepare("INSERT OR REPLACE INTO described VALUES (?, ?, ?, ?, ?)"),
  drop: database.prepare("DELETE FROM described WHERE usedOn < ?"),
  close: () => database.close(),
});

const open = ({ file, say }: DescriptionsOptions) => {
  const opened = openPrivate(file, options, prepare);
  if (opened.state === "open") return opened.value;
  if (opened.state === "broken") {
    say(`the descriptions of earlier scans are damaged: moved to ${moveAside(file)}, all is described anew.`);
    const again = openPrivate(file, options, prepare);
    return again.state === "open" ? again.value : undefined;
  }
  const why = { newer: "were kept by a newer version", busy: "are in use", unusable: "cannot be read or written" }[opened.state];
  say(`the descriptions of earlier scans (${file}) ${why}: all is described anew.`);
  return undefined;
};

/** Opens what earlier scans described, or says in one sentence why there is none to be had. */
export const openDescriptions = (wanted: DescriptionsOptions): Descriptions | undefined => {
  const kept = open(wanted);
  if (!kept) return undefined;
  const today = dayOf(wanted.now);
  const began = wanted.scan.getTime();
  // What can be asked of AWS is not worth a scan: whatever happens to the file, the scan goes on without it.
  const guarded = guard(() =>
    wanted.say(`the descriptions of earlier scans (${wanted.file}) cannot be used any further: the rest is described anew.`),
  );
  guarded(() => kept.drop.run(today - daysUnused));
  return {
    recall: (name) =>
      guarded(() => {
        const key = sha256(name);
        const row = kept.find.get(key, began);
        if (row && row["usedOn"] !== today) kept.used.run(today, key);
        return readBack(key, row);
      }),
    keep: (name, description) => {
      const [key, body] = [sha256(name), JSON.stringify(description)];
      guarded(() => kept.put.run(key, today, began, sumOf(key, body), body));
    },
    close: kept.close,
  };
};
