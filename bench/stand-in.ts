import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObject } from "../src/estate/json.ts";
import type { Fault } from "../test/fake-aws/faults.ts";
import type { Seed } from "../test/fake-aws/store.ts";

/** `history`: so many ended training jobs in each seed besides. */
export type World = { seeds: readonly Seed[]; faults: readonly Fault[]; speed?: number; history?: number };
export type StandIn = { env: Record<string, string>; stop: () => void };

const lineOf = async (child: ChildProcess): Promise<unknown> => {
  if (!child.stdout) throw new Error("The process has no output.");
  for await (const line of createInterface(child.stdout)) return JSON.parse(line);
  throw new Error("The process said nothing.");
};

const envOf = (said: unknown): Record<string, string> => {
  const env = isObject(said) && isObject(said["env"]) ? said["env"] : {};
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]));
};

/** The stand-in for AWS in a process of its own, so that what it costs is not counted with what asks it. */
export const startStandIn = async ({ seeds, faults, speed = 1, history = 0 }: World): Promise<StandIn> => {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "seed.json");
  writeFileSync(file, JSON.stringify({ seeds, faults }));
  const args = ["test/fake-aws/serve.ts", "--seed", file, "--speed", String(speed), "--history", String(history)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const env = envOf(await lineOf(child));
  return {
    env,
    stop: () => {
      child.kill();
      rmSync(folder, { recursive: true });
    },
  };
};

/** Runs a program that prints its outcome as one line of JSON. */
export const runIn = async ({ env }: StandIn, args: readonly string[]): Promise<unknown> =>
  lineOf(spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] }));
