import { generateSeed } from "../test/estates/generate.ts";
import { machine } from "./measure.ts";
import { peakMegabytes } from "./peak-memory.ts";

/** `node bench/estates.ts [SIZE]`: how long a generated estate takes, and how much memory, until each of its resources was made once. */
const size = Number(process.argv[2] ?? 500_000);
const began = performance.now();
const seed = generateSeed({ seed: 1, size });
const held = Object.values(seed.resources).reduce((sum, documents) => sum + documents.length, 0);
const ready = performance.now();
let made = held;
for (const { count, document } of seed.histories ?? [])
  for (let index = 0; index < count; index++) if (Object.keys(document(index)).length > 0) made += 1;
const ended = performance.now();
const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
process.stdout.write(
  [
    machine(),
    `${made} resources: ${held} are held, ready after ${seconds(ready - began)} s; the others made when asked for, ${seconds(ended - ready)} s in all`,
    `at most ${peakMegabytes().toFixed(0)} MB`,
    "",
  ].join("\n"),
);
