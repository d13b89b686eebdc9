import type { DatabaseSync } from "node:sqlite";
import type { OpenShelf, Shelf } from "../estate/shelf.ts";
import { openSqlite } from "./sqlite.ts";

const cacheKilobytes = 8_000;

/** So many rows are written by one statement, as to run one costs about as much as to write a row. */
const together = 32;

const plain = /^[\u0003-\u007e]*$/;

/** SQLite compares bytes of UTF-8, and we compare UTF-16: in ASCII, with the end of a part before every character, both agree. */
const escaped = (part: string): string =>
  plain.test(part)
    ? part
    : part.replaceAll(/[\u0000-\u0002]|[\u007f-\uffff]/g, (unit) => {
        const code = unit.charCodeAt(0);
        return code < 3 ? `\u0002${code}` : `\u007f${code.toString(16).padStart(4, "0")}`;
      });

const keyText = (key: readonly string[]): string => {
  for (const part of key) if (!plain.test(part)) return key.map(escaped).join("\u0001");
  return key.join("\u0001");
};

/** A database without a name: SQLite keeps it in its cache, and what does not fit in a file that nobody else can open and no crash leaves behind. */
const openDatabase = (): DatabaseSync => {
  const database = openSqlite("");
  // What is lost with the process is not wanted after it: no journal, no waiting for the disk, one transaction.
  database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -${cacheKilobytes}; BEGIN`);
  return database;
};

const diskShelf = <Row>(database: DatabaseSync, name: string): Shelf<Row> => {
  database.exec(`CREATE TABLE ${name} (key TEXT NOT NULL, row TEXT NOT NULL)`);
  const insert = database.prepare(`INSERT INTO ${name} VALUES (?, ?)`);
  const insertMany = database.prepare(`INSERT INTO ${name} VALUES ${Array(together).fill("(?, ?)").join(", ")}`);
  /** Keys and rows by turns. */
  let pending: string[] = [];
  let isSorted = false;
  const write = (): void => {
    if (pending.length === 2 * together) insertMany.run(...pending);
    else for (let at = 0; at < pending.length; at += 2) insert.run(pending[at] ?? "", pending[at + 1] ?? "");
    pending = [];
  };
  // Made when all rows are there: it costs less than keeping them in order all the time.
  const sort = (): void => {
    write();
    if (!isSorted) database.exec(`CREATE INDEX ${name}_by_key ON ${name} (key)`);
    isSorted = true;
  };
  /** Written by ourselves, just now. */
  const read: (text: string) => Row = JSON.parse;
  const one = database.prepare(`SELECT row FROM ${name} WHERE key = ? ORDER BY rowid LIMIT 1`);
  return {
    put: (key, row) => {
      pending.push(keyText(key), JSON.stringify(row));
      if (pending.length === 2 * together) write();
    },
    get: (key) => {
      sort();
      const found = one.get(keyText(key));
      return found && read(String(found["row"]));
    },
    rows: {
      *[Symbol.iterator]() {
        sort();
        for (const found of database.prepare(`SELECT row FROM ${name} ORDER BY key, rowid`).iterate()) yield read(String(found["row"]));
      },
    },
  };
};

export type DiskShelves = { open: OpenShelf; close: () => void };

/** Shelves on disk, for as long as this process runs. Nothing is opened before the first of them is. */
export const diskShelves = (): DiskShelves => {
  let database: DatabaseSync | undefined;
  let count = 0;
  return {
    open: <Row>() => {
      database ??= openDatabase();
      count += 1;
      return diskShelf<Row>(database, `shelf${count}`);
    },
    close: () => {
      database?.close();
      database = undefined;
    },
  };
};
