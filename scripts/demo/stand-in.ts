import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoEstate } from "../../src/cli/demo/estate.ts";
import { denialsFrom, seedsFrom } from "../../test/fake-aws/seed-from-estate.ts";

export type StandIn = { url: string; env: Record<string, string>; stop: () => Promise<void> };

/** Writes the demo team's configuration, and starts a stand-in for AWS that holds the demo team's estate as it is now. */
export const startStandIn = async (folder: string): Promise<StandIn> => {
  const now = new Date().toISOString();
  const estate = await demoEstate(now);
  const seed = join(folder, "stand-in.json");
  mkdirSync(folder, { recursive: true });
  writeFileSync(seed, JSON.stringify({ seeds: seedsFrom(estate), faults: denialsFrom(estate) }));
  writeFileSync(join(folder, "sagewarden.yaml"), demoConfig(now));
  // A minute of the stand-in takes a second: a notebook does not stop at once there either.
  const child = spawn(process.execPath, ["test/fake-aws/serve.ts", "--seed", seed, "--speed", "60"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, "line"),
    ended.then(() => Promise.reject(new Error("The stand-in for AWS ended before it began."))),
  ]);
  const { url, env }: { url: string; env: Record<string, string> } = JSON.parse(String(line[0]));
  return {
    url,
    // Each walk begins as the first one did, whatever earlier ones described.
    env: { ...env, SAGEWARDEN_HOME: folder },
    stop: async () => {
      child.kill();
      await ended;
    },
  };
};
