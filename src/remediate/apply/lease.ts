import type { DatabaseSync } from "node:sqlite";
import { Problem } from "../../estate/problem.ts";

/** Longer than the slowest look at a resource, since it is renewed between two of them; after a crash, so long nobody acts. */
const leaseMilliseconds = 5 * 60_000;

/** The right to act, which one run holds at a time. */
export type Lease = {
  /** Greater than that of every holding before: it stands in the journal with each run and each intent. */
  token: number;
  /** Milliseconds of the clock at which another may take it. */
  endsAt: () => number;
  /** Does a quick thing while nobody else can take the lease, and renews it. Refused once the lease was lost. */
  guard: <Result>(act: () => Result) => Result;
  release: () => void;
};

export type Taking = {
  holder: string;
  /** Milliseconds of a clock that all who want the lease share. */
  clock: () => number;
  /** A token that was used already, as the journal knows it: the next is greater even if the file of leases was lost. */
  atLeast: number;
};

/** For a run that only looks. */
export const noLease: Pick<Lease, "token" | "endsAt" | "guard"> = { token: 0, endsAt: () => Infinity, guard: (act) => act() };

type Row = { token: number; holder: string; endsAt: number };

/** The file of leases: one row. Opened by every run of its own. */
export const openLeases = (file: string): DatabaseSync => {
  // Loaded here, and not with this file: some supported Nodes warn of it, which is nobody's concern who does not act.
  const sqlite = process.getBuiltinModule("node:sqlite");
  const database = new sqlite.DatabaseSync(file, { timeout: 5_000 });
  database.exec("CREATE TABLE IF NOT EXISTS lease (id INTEGER PRIMARY KEY CHECK (id = 1), token INTEGER, holder TEXT, endsAt INTEGER)");
  return database;
};

const read = (database: DatabaseSync): Row | undefined => {
  const row = database.prepare("SELECT token, holder, endsAt FROM lease").get();
  if (!row) return undefined;
  const { token, holder, endsAt } = row;
  if (typeof token === "number" && typeof holder === "string" && typeof endsAt === "number") return { token, holder, endsAt };
  throw new Problem({
    code: "lease-broken",
    what: "The lease of the journal cannot be read, so nobody knows whether another run acts.",
    todo: "See that no run is under way, and remove the file that ends in .lease.",
    exitCode: 4,
  });
};

const write = (database: DatabaseSync, { token, holder, endsAt }: Row): void => {
  database.prepare("INSERT OR REPLACE INTO lease (id, token, holder, endsAt) VALUES (1, ?, ?, ?)").run(token, holder, endsAt);
};

const locked = (): Problem =>
  new Problem({
    code: "lease-locked",
    what: "Another run stands still in the midst of taking or renewing the lease, so nobody can tell who may act, and this one ends here.",
    todo: "Nothing was left half known: the next run with this journal looks at what was begun. If it stands still for long, end that run.",
    exitCode: 4,
  });

/** SQLite's word for: somebody else has the lock, and did not let go for as long as we waited. */
const isBusy = (error: unknown): boolean => error instanceof Error && "errcode" in error && error.errcode === 5;

const begin = (database: DatabaseSync): void => {
  try {
    database.exec("BEGIN IMMEDIATE");
  } catch (error) {
    throw isBusy(error) ? locked() : error;
  }
};

/** One writer at a time over all processes: SQLite's own lock stands from the first word to the last. */
const alone = <Result>(database: DatabaseSync, act: () => Result): Result => {
  begin(database);
  try {
    const result = act();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
};

const lost = (): Problem =>
  new Problem({
    code: "lease-lost",
    what: "This run was held up for so long that another one has the right to act now, so it ends here.",
    todo: "Nothing was left half known: the next run with this journal looks at what was begun.",
    exitCode: 4,
  });

/** The lease, or who holds it and until when. */
export const takeLease = (database: DatabaseSync, { holder, clock, atLeast }: Taking): Lease | { heldBy: string; until: number } =>
  alone(database, () => {
    const before = read(database);
    if (before && before.endsAt > clock()) return { heldBy: before.holder, until: before.endsAt };
    const token = Math.max(before?.token ?? 0, atLeast) + 1;
    let endsAt = clock() + leaseMilliseconds;
    write(database, { token, holder, endsAt });
    const isOurs = (): boolean => {
      const now = read(database);
      return now !== undefined && now.token === token && now.endsAt > clock();
    };
    return {
      token,
      endsAt: () => endsAt,
      guard: (act) =>
        alone(database, () => {
          if (!isOurs()) throw lost();
          const result = act();
          endsAt = clock() + leaseMilliseconds;
          write(database, { token, holder, endsAt });
          return result;
        }),
      release: () =>
        alone(database, () => {
          if (isOurs()) write(database, { token, holder, endsAt: 0 });
        }),
    };
  });
