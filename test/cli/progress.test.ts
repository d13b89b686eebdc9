import { describe, expect, it } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { progressListener, type ProgressListener, type ProgressOptions } from "../../src/cli/progress.ts";
import type { CollectEvent } from "../../src/index.ts";

type Watched = ProgressListener & { written: string[]; text: () => string; wait: (milliseconds: number) => void };
type Surroundings = { isTerminal?: boolean; columns?: number; env?: Record<string, string>; options?: ProgressOptions };

const noon = "2026-11-21T12:00:00.000Z";

/** A listener whose stderr and clock are ours. */
const watching = ({ isTerminal = true, columns = 200, env = {}, options = { quiet: false } }: Surroundings = {}): Watched => {
  const written: string[] = [];
  let now = 0;
  const sink = { write: (part: string): void => void written.push(part), isTerminal, columns };
  const io: Io = { cwd: "/", env, stdout: sink, stderr: sink, clock: () => noon, signal: new AbortController().signal };
  const listener = progressListener(io, options, () => now);
  return { ...listener, written, text: () => written.join(""), wait: (milliseconds) => void (now += milliseconds) };
};

const region = "eu-central-1";
const started: CollectEvent = { type: "started", account: "111122223333", regions: [region], kinds: ["model", "space"] };
const call = (outcome: "ok" | "throttled" = "ok"): CollectEvent => ({ type: "call", operation: "ListModels", region, outcome });
const listed = (seen: number): CollectEvent => ({ type: "listed", account: "111122223333", region, kind: "model", seen });
const read: CollectEvent = { type: "resource", account: "111122223333", region, kind: "model", id: "a" };
const closed = (kind: string): CollectEvent => ({
  type: "cell",
  cell: { account: "111122223333", region, kind, phase: "list", state: "complete", seen: 1 },
});

const shown = ({ written }: Watched): string => (written.at(-1) ?? "").replace("\r\u001b[K", "");

describe("Progress for people", () => {
  it("tells account, regions, kinds, resources, calls a second, throttles and the time that is left", () => {
    const watched = watching();
    watched.listen(started);
    watched.wait(4_000);
    for (let index = 0; index < 40; index++) watched.listen(call(index < 3 ? "throttled" : "ok"));
    watched.listen(listed(1200));
    watched.listen(read);
    watched.wait(200);
    watched.listen(closed("model"));
    expect(shown(watched)).toBe("111122223333 · eu-central-1 · 1/2 kinds · 1 resource · 10 calls/s · 3 throttled · about 4 s left");
  });

  it("counts what is read of an open list towards the time that is left", () => {
    const watched = watching();
    watched.listen(started);
    watched.listen(listed(100));
    watched.wait(10_000);
    for (let index = 0; index < 50; index++) watched.listen(read);
    watched.wait(200);
    watched.listen(call());
    // Half of the first of two kinds, at nine tenths of its weight.
    expect(shown(watched)).toContain("about 35 s left");
  });

  it("says how many regions there are where there are many, and no time before there is something to reckon from", () => {
    const watched = watching();
    watched.listen({ ...started, regions: ["a", "b", "c"] });
    expect(shown(watched)).toBe("111122223333 · 3 regions · 0/6 kinds · 0 resources · 0 calls/s");
  });

  it("is one line, redrawn at most ten times a second, no wider than the screen, and taken away at the end", () => {
    const watched = watching({ columns: 30 });
    for (let step = 0; step < 200; step++) {
      watched.listen(step === 0 ? started : call());
      watched.wait(10);
    }
    expect(watched.written.length).toBeLessThanOrEqual(21);
    expect(watched.written.length).toBeGreaterThan(15);
    for (const line of watched.written) expect(line.replace("\r\u001b[K", "").length).toBeLessThan(30);
    watched.done();
    expect(watched.text()).not.toContain("\n");
    expect(watched.text().endsWith("\r\u001b[K")).toBe(true);
  });

  it("shows names and lets none of them act", () => {
    const watched = watching();
    watched.listen({ ...started, regions: ["eu\u001b[31m"] });
    expect(shown(watched)).toContain("eu\\x1b[31m");
  });

  it.each<[string, Surroundings]>([
    ["in a pipe", { isTerminal: false }],
    ["in CI", { env: { CI: "true" } }],
    ["on a dumb terminal", { env: { TERM: "dumb" } }],
    ["when quiet", { options: { quiet: true } }],
    ["when quiet and asked for as a line", { options: { quiet: true, mode: "line" } }],
  ])("is silent %s", (_, surroundings) => {
    const watched = watching(surroundings);
    [started, call(), read, closed("model")].forEach(watched.listen);
    watched.done();
    expect(watched.text()).toBe("");
  });
});

describe("Progress for programs", () => {
  const events = (watched: Watched): unknown[] =>
    watched
      .text()
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));

  it("is one typed event a line: the start, each cell, the counters once a second, the end", () => {
    const watched = watching({ isTerminal: false, env: { CI: "true" }, options: { quiet: true, mode: "ndjson" } });
    watched.listen(started);
    for (let index = 0; index < 30; index++) {
      watched.wait(100);
      watched.listen(call());
    }
    watched.listen(closed("model"));
    watched.done();
    const all = events(watched);
    expect(all.map((event) => (event as { event: string }).event)).toEqual([
      "started",
      "progress",
      "progress",
      "progress",
      "progress",
      "cell",
      "finished",
    ]);
    expect(all[0]).toEqual({ event: "started", at: noon, account: "111122223333", regions: [region], kinds: ["model", "space"] });
    expect(all[5]).toMatchObject({ event: "cell", at: noon, kind: "model", phase: "list", state: "complete" });
    expect(all[6]).toEqual({
      event: "finished",
      at: noon,
      accounts: ["111122223333"],
      regions: [region],
      kinds: { done: 1, total: 2 },
      resources: 0,
      calls: 30,
      callsPerSecond: 10,
      throttled: 0,
      secondsLeft: 3,
    });
  });
});
