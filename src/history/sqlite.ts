import type { DatabaseSync } from "node:sqlite";

type Emit = typeof process.emitWarning;

/** Node 22 says of every program that uses SQLite that it is experimental there. Users can do nothing about it; other warnings are theirs. */
const withoutThatWarning = <Result>(load: () => Result): Result => {
  const emit: Emit = process.emitWarning.bind(process);
  const quiet = (warning: string | Error, ...rest: unknown[]): void => {
    if (String(warning).includes("SQLite")) return;
    Reflect.apply(emit, undefined, [warning, ...rest]);
  };
  process.emitWarning = quiet;
  try {
    return load();
  } finally {
    process.emitWarning = emit;
  }
};

/** Opens a database; SQLite is loaded by the first who asks, so that a check of a plan starts without it. */
export const openSqlite = (path: string, options: { timeout?: number } = {}): DatabaseSync => {
  const { DatabaseSync: Database } = withoutThatWarning(() => process.getBuiltinModule("node:sqlite"));
  return new Database(path, options);
};

export type Trouble = "busy" | "broken" | "unusable";

/** What an error of SQLite means for a file; what SQLite did not say is no trouble with the file. */
export const troubleOf = (error: unknown): Trouble | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ("errcode" in error && typeof error.errcode === "number") {
    // The low byte is the code, the rest says more about it: 1 not our tables, 5 busy, 6 locked, 11 corrupt, 26 not a database.
    const code = error.errcode & 0xff;
    if (code === 5 || code === 6) return "busy";
    return code === 1 || code === 11 || code === 26 ? "broken" : "unusable";
  }
  return "code" in error ? "unusable" : undefined;
};

export type Guard = <Result>(act: () => Result) => Result | undefined;

/** Does what it can with a file until the first trouble, tells it once, and from then on does nothing: what is kept only saves work. */
export const guard = (onTrouble: () => void): Guard => {
  let isGood = true;
  return (act) => {
    if (!isGood) return undefined;
    try {
      return act();
    } catch (error) {
      if (troubleOf(error) === undefined) throw error;
      isGood = false;
      onTrouble();
      return undefined;
    }
  };
};
