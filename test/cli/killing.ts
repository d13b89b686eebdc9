import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dice } from "../fake-aws/dice.ts";
import { environment } from "../fake-aws/environment.ts";
import type { FakeAws } from "../fake-aws/server.ts";
import { compiled } from "./process.ts";

/** When the scans are judged. */
export const now = "2026-11-21T12:00:00.000Z";
export const roll = dice(Number(process.env["SAGEWARDEN_DICE"] ?? 7));

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
export type Ended = { code: number | null; stderr: string };
type Run = { cwd: string; fake: FakeAws; args?: readonly string[]; env?: Record<string, string> };

export const start = ({ cwd, fake, args = ["-q"], env = {} }: Run) => {
  const surroundings = {
    PATH: process.env["PATH"] ?? "",
    HOME: cwd,
    TERM: "dumb",
    NODE_COMPILE_CACHE: compiled,
    ...environment(fake.url),
    ...env,
  };
  const child = spawn(process.execPath, [main, "scan", "--now", now, "-f", "json=report.json", ...args], {
    cwd,
    env: surroundings,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, "close").then(([code]): Ended => ({ code: typeof code === "number" ? code : null, stderr }));
  return { child, ended };
};

/** Ends it by a signal, a little while after so many more calls, or when no more of them come. */
export const endAfter = async ({ child, ended }: ReturnType<typeof start>, fake: FakeAws, calls: number, signal: "SIGKILL" | "SIGINT") => {
  const before = fake.log.entries.length;
  let [isOver, seen, quiet] = [false, before, 0];
  void ended.then(() => (isOver = true));
  while (!isOver && seen < before + calls && quiet < 80) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    quiet = seen > before + 5 && seen === fake.log.entries.length ? quiet + 1 : 0;
    seen = fake.log.entries.length;
  }
  await new Promise((resolve) => setTimeout(resolve, roll() * (quiet > 0 ? 100 : 8)));
  child.kill(signal);
  return ended;
};

/** The report but for the instant at which its first process began, which is another each time. */
export const reportIn = (cwd: string): { text: string; collectedAt: string } => {
  const text = readFileSync(join(cwd, "report.json"), "utf8");
  const collectedAt = /"collectedAt":\s*"([^"]+)"/.exec(text)?.[1] ?? "";
  return { text: text.replaceAll(collectedAt, "COLLECTED"), collectedAt };
};

/** Reports are long: where they differ says more than the two. */
export const firstDifference = (a: string, b: string): string | undefined => {
  if (a === b) return undefined;
  const at = Array.from(a).findIndex((character, index) => character !== b[index]);
  return `${a.slice(at - 100, at + 100)} instead of ${b.slice(at - 100, at + 100)}`;
};

export const scansIn = (cwd: string): string[] => {
  const scans = join(cwd, ".sagewarden", "scans");
  return existsSync(scans) ? readdirSync(scans) : [];
};

/** Its report is out and it has cleared up: what the kill came too late for. */
export const hasEnded = (cwd: string): boolean => existsSync(join(cwd, "report.json")) && scansIn(cwd).length === 0;
