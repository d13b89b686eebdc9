import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { type Lease, openLeases, takeLease } from "../../src/remediate/apply/lease.ts";
import { openRun } from "../../src/remediate/apply/open-run.ts";
import { now } from "./reports.ts";

const folder = mkdtempSync(join(tmpdir(), "sagewarden-lease-"));
afterAll(() => rmSync(folder, { recursive: true }));

const minute = 60_000;
const place = () => {
  const file = openLeases(":memory:");
  const time = { now: 1_000_000 };
  const take = (holder: string, atLeast = 0) => takeLease(file, { holder, clock: () => time.now, atLeast });
  const taken = (holder: string, atLeast = 0): Lease => {
    const lease = take(holder, atLeast);
    if ("heldBy" in lease) throw new Error(`held by ${lease.heldBy}`);
    return lease;
  };
  return { time, take, taken };
};

describe("the lease", () => {
  test("is one run's until it ends or lets go, and each token is greater than all before", () => {
    const { time, take, taken } = place();
    const first = taken("a");
    expect(take("b")).toEqual({ heldBy: "a", until: time.now + 5 * minute });
    first.release();
    const second = taken("b");
    time.now += 5 * minute;
    const third = taken("c");
    expect([first.token, second.token, third.token]).toEqual([1, 2, 3]);
  });

  test("is renewed by whatever is done under it", () => {
    const { time, take, taken } = place();
    const lease = taken("a");
    for (let step = 0; step < 10; step++) {
      time.now += 4 * minute;
      lease.guard(() => undefined);
    }
    expect(take("b")).toMatchObject({ heldBy: "a" });
    expect(lease.endsAt()).toBe(time.now + 5 * minute);
  });

  test("once it has run out it writes nothing, whether or not somebody else has it", () => {
    const { time, taken } = place();
    const late = taken("a");
    time.now += 5 * minute;
    const written: string[] = [];
    expect(() => late.guard(() => void written.push("late"))).toThrow("another one has the right to act now");
    const next = taken("b");
    expect(() => late.guard(() => void written.push("late"))).toThrow("another one has the right to act now");
    late.release();
    next.guard(() => void written.push("next"));
    expect(written).toEqual(["next"]);
  });

  test("goes on from the tokens that the journal knows where the file of leases was lost", () => {
    expect(place().taken("a", 41).token).toBe(42);
  });

  test("cannot be taken while somebody stands still in the midst of taking it", () => {
    const name = join(folder, "locked.lease");
    const [still, other] = [openLeases(name), openLeases(name)];
    other.exec("PRAGMA busy_timeout = 10");
    still.exec("BEGIN IMMEDIATE");
    expect(() => takeLease(other, { holder: "b", clock: () => 0, atLeast: 0 })).toThrow("stands still in the midst of taking");
    still.exec("ROLLBACK");
    expect(takeLease(other, { holder: "b", clock: () => 0, atLeast: 0 })).toMatchObject({ token: 1 });
    for (const one of [still, other]) one.close();
  });

  test("whatever happens, only the last to take it writes, and tokens only grow", () => {
    const step = fc.record({ who: fc.nat(3), what: fc.constantFrom("take", "write", "release", "wait"), minutes: fc.nat(7) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { time, take } = place();
        const leases = new Map<number, Lease>();
        const tokens: number[] = [];
        const written: number[] = [];
        for (const { who, what, minutes } of steps) {
          const mine = leases.get(who);
          if (what === "wait") time.now += minutes * minute;
          if (what === "release") mine?.release();
          if (what === "take") {
            const lease = take(String(who));
            if ("heldBy" in lease) continue;
            leases.set(who, lease);
            tokens.push(lease.token);
          }
          if (what === "write" && mine) {
            try {
              mine.guard(() => void written.push(mine.token));
            } catch {
              continue;
            }
            expect(mine.token).toBe(tokens.at(-1));
          }
        }
        expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b));
        expect(written).toEqual([...written].sort((a, b) => a - b));
      }),
    );
  });
});

describe("a run", () => {
  const options = (holder: string, at: number) => ({ file: join(folder, "journal.jsonl"), holder, now: () => now, clock: () => at });

  test("of two on one journal, each in a connection of its own, one has the right to act", async () => {
    const first = openRun(options("first", 0));
    expect(() => openRun(options("second", minute))).toThrow("Another run (first) has the right to act until 1970-01-01T00:05:00.000Z");
    await first.journal.append({ type: "run", plan: "p", approvedBy: "ada", identity: "i", token: first.lease.token });
    first.close();
    const second = openRun(options("second", minute));
    expect([second.lease.token, second.journal.entries().length]).toEqual([2, 1]);
    second.close();
  });

  test("that was held up longer than its lease writes nothing more, and the next one goes on", async () => {
    const time = { now: 10 * minute };
    const held = openRun({ ...options("held", 0), clock: () => time.now });
    time.now += 6 * minute;
    const next = openRun({ ...options("next", 0), clock: () => time.now });
    const event = { type: "run", plan: "p", approvedBy: "ada", identity: "i", token: 0 } as const;
    await expect(held.journal.append(event)).rejects.toThrow("another one has the right to act now");
    await next.journal.append(event);
    expect(next.journal.entries().length).toBe(2);
    held.close();
    next.close();
  });
});
