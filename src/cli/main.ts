#!/usr/bin/env node
import { once } from "node:events";
import type { Sink } from "./io.ts";
import { compileLittle } from "./lean.ts";
import { oldNode } from "./old-node.ts";
import { run } from "./run.ts";

const sink = (stream: NodeJS.WriteStream): Sink => ({
  write: (text) => void stream.write(text),
  drained: async () => {
    if (stream.writableNeedDrain) await once(stream, "drain");
  },
  isTerminal: stream.isTTY,
  columns: stream.isTTY ? stream.columns : undefined,
});

/** A reader that has seen enough (`| head`) is no failure. */
const leaveQuietly = (error: NodeJS.ErrnoException): void => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
};
process.stdout.on("error", leaveQuietly);
process.stderr.on("error", leaveQuietly);

const refusal = oldNode(process.versions.node);
if (refusal !== undefined) {
  process.stderr.write(refusal);
  process.exit(2);
}

const interrupt = new AbortController();
process.once("SIGINT", () => {
  interrupt.abort();
  process.stderr.write("sagewarden: interrupted.\n");
  process.exit(130);
});

compileLittle();

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: sink(process.stdout),
  stderr: sink(process.stderr),
  clock: () => new Date().toISOString(),
  signal: interrupt.signal,
});
