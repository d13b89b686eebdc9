import { describe, expect, it } from "vitest";
import { progressListener } from "../../src/cli/progress.ts";
import type { Io } from "../../src/cli/io.ts";

const listening = (isTerminal: boolean, env: Record<string, string> = {}, quiet = false): string => {
  let text = "";
  const sink = {
    write: (part: string) => {
      text += part;
    },
    isTerminal,
    columns: 60,
  };
  const io: Io = { cwd: "/", env, stdout: sink, stderr: sink, clock: () => "", signal: new AbortController().signal };
  const { listen, done } = progressListener(io, quiet);
  listen({ type: "call", operation: "List\u001b[31mModels", region: "eu-central-1", outcome: "throttled" });
  listen({ type: "resource", region: "eu-central-1", kind: "model", id: "a" });
  done();
  return text;
};

describe("progress", () => {
  it("is one line that is overwritten and then taken away", () => {
    const text = listening(true);
    expect(text).toContain("1 resources, 0 cells, 1 calls, 1 throttled");
    expect(text).not.toContain("\n");
    expect(text.endsWith("\r\u001b[K")).toBe(true);
    expect(text).not.toContain("\u001b[31m");
  });
  it.each([
    ["in a pipe", listening(false)],
    ["in CI", listening(true, { CI: "true" })],
    ["on a dumb terminal", listening(true, { TERM: "dumb" })],
    ["when quiet", listening(true, {}, true)],
  ])("is silent %s", (_, text) => {
    expect(text).toBe("");
  });
});
