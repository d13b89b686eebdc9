import { spawn } from "node:child_process";

export type Step = { title: string; command: readonly [program: string, ...args: string[]] };
export type Outcome = { title: string; ok: boolean; seconds: number; output: string };

const runStep = ({ title, command: [program, ...args] }: Step): Promise<Outcome> =>
  new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const end = (ok: boolean): void => resolve({ title, ok, seconds: (performance.now() - started) / 1000, output });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", (error) => {
      output += `${error.message}\n`;
      end(false);
    });
    child.on("close", (code) => end(code === 0));
  });

/** Runs them all, two at a time, whether or not one fails: a change should learn of all that is wrong with it at once. */
export const runSteps = async (steps: readonly Step[], report: (outcome: Outcome) => void): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  const waiting = [...steps];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await runStep(step);
      outcomes.push(outcome);
      report(outcome);
    }
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
};
