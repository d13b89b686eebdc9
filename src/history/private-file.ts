import { closeSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { openSqlite, troubleOf, type Trouble } from "./sqlite.ts";

export type FileOptions = {
  /** Of the tables. A file of a newer version is left alone. */
  version: number;
  tables: string;
  /** Held by this process until it ends, however it ends. */
  alone: boolean;
};

export type Opened<Value> = { state: "open"; value: Value } | { state: Trouble | "newer" };

const beside = (path: string): string[] => [`${path}-wal`, `${path}-shm`, `${path}-journal`];

export const removeFile = (path: string): void => [path, ...beside(path)].forEach((file) => rmSync(file, { force: true }));

/** Out of the way, but kept for whoever wants to look; of each name the last one only. */
export const moveAside = (path: string, aside = `${path}.broken`): string => {
  removeFile(aside);
  renameSync(path, aside);
  beside(path).forEach((file) => rmSync(file, { force: true }));
  return aside;
};

/** What AWS said of an account is for its owner's eyes: SQLite gives the files beside it the same mode. */
const create = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
};

const versionOf = (database: DatabaseSync): number => Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);

const prepare = (database: DatabaseSync, { version, tables, alone }: FileOptions): "ready" | "newer" => {
  // Written answers survive the end of the process; what a power cut takes of the last ones is asked again.
  database.exec(`${alone ? "PRAGMA locking_mode = EXCLUSIVE;" : ""} PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`);
  const found = versionOf(database);
  if (found < version) database.exec(`BEGIN IMMEDIATE; ${tables}; PRAGMA user_version = ${version}; COMMIT`);
  return found > version ? "newer" : "ready";
};

/**
 * Opens a database that only its owner may read, makes it if there is none, and begins to use it. Says what is the matter instead of
 * throwing.
 */
export const openPrivate = <Value>(path: string, options: FileOptions, use: (database: DatabaseSync) => Value): Opened<Value> => {
  let database: DatabaseSync | undefined;
  try {
    create(path);
    database = openSqlite(path, { timeout: options.alone ? 100 : 5_000 });
    if (prepare(database, options) === "ready") return { state: "open", value: use(database) };
    database.close();
    return { state: "newer" };
  } catch (error) {
    database?.close();
    const state = error instanceof SyntaxError ? "broken" : troubleOf(error);
    if (state === undefined) throw error;
    return { state };
  }
};
