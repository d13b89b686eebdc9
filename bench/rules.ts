import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { compileLittle, stayLean } from "../src/cli/lean.ts";
import { parseConfig } from "../src/config/load.ts";
import type { Arrival } from "../src/estate/arrival.ts";
import type { Resource } from "../src/estate/estate.ts";
import { growingShelf } from "../src/estate/shelf.ts";
import { loadCatalogue } from "../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy, type Policy } from "../src/evaluate/policy.ts";
import { diskShelves } from "../src/history/disk-shelves.ts";
import { judging } from "../src/judge.ts";
import { kinds } from "../src/kinds/registry.ts";
import { resourceOf } from "../test/fake-aws/every-kind.ts";
import { jobHistory } from "./job-history.ts";
import { machine } from "./measure.ts";
import { peakMegabytes } from "./peak-memory.ts";

const total = 100_000;
const now = "2026-11-21T12:00:00Z";
const cell = { account: "111122223333", region: "eu-central-1", state: "complete" } as const;

/** No two alike to a rule that reads tags, nor named alike: of fifty projects, and each of somebody else, whatever its kind. */
const distinct = (resource: Resource, at: number): Resource => ({
  ...resource,
  id: `${resource.id}-${at}`,
  config: { ...resource.config, tags: { project: `project-${at % 50}`, user: `${resource.kind}-${at}`, system: "MLSpace" } },
});

/** As many of every kind, page by page. */
function* everyKind(): Generator<Arrival> {
  const each = Math.ceil(total / kinds.length);
  for (const kind of kinds) {
    for (let from = 0; from < each; from += 100)
      yield {
        type: "resources",
        kind: kind.name,
        resources: Array.from({ length: Math.min(100, each - from) }, (_, at) => distinct(resourceOf(kind, from + at), from + at)),
      };
    yield {
      type: "closed",
      kind: kind.name,
      cells: (["list", "describe", "tags"] as const).map((phase) => ({ ...cell, kind: kind.name, phase, seen: each })),
    };
  }
}

const histories = {
  "of every kind, no two alike": everyKind,
  "training jobs, no two alike": () => jobHistory({ jobs: total, pipelines: 40, distinct: true }),
  "training jobs of 40 pipelines": () => jobHistory({ jobs: total, pipelines: 40, distinct: false }),
} as const satisfies Record<string, () => Generator<Arrival>>;

const microseconds = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

/** Judges what comes; making it is no part of the time. */
const measure = async (name: string, arrivals: Generator<Arrival>): Promise<void> => {
  const { config } = parseConfig("profile: baseline", "sagewarden.yaml");
  const catalogue = loadCatalogue(await readFile("rules/catalogue.json", "utf8"));
  const wasm = await loadWasmPolicy(new Uint8Array(await readFile("policies/policy.wasm")));
  let asked = 0;
  const policy: Policy = (kind, input) => {
    asked += input.resources.length * Object.keys(input.params).length;
    return wasm(kind, input);
  };
  const disk = diskShelves();
  const { take, finish } = judging({ source: "live", config, catalogue, policy, now, version: "0", open: growingShelf(5_000, disk.open) });
  let spent = 0;
  let seen = 0;
  const resident: string[] = [];
  for (const arrival of arrivals) {
    const before = process.cpuUsage();
    take(arrival);
    spent += microseconds(before);
    if (arrival.type === "resources") seen += arrival.resources.length;
    if (seen >= ((resident.length + 1) * total) / 4) resident.push((process.memoryUsage.rss() / 1e6).toFixed(0));
  }
  const before = process.cpuUsage();
  const { summary } = finish({ collectedAt: now, target: name });
  spent += microseconds(before);
  disk.close();
  const pairs = Object.values(summary.verdicts).reduce((sum, count) => sum + count, 0);
  const known = (100 * (1 - asked / pairs)).toFixed(1);
  const memory = peakMegabytes().toFixed(0);
  console.log(
    `${name}: ${summary.resources} resources, ${pairs} verdicts, ${(spent / pairs).toFixed(1)} µs of CPU each, ${known} % known from an equal one, ${resident.join("/")} MB at each quarter, peak ${memory} MB`,
  );
};

const [wanted, mode] = process.argv.slice(2);
const chosen = Object.entries(histories).find(([name]) => name === wanted);
// As the command line does; and as a live scan does, if asked to be lean.
compileLittle();
if (mode === "lean") stayLean();
if (chosen) await measure(chosen[0], chosen[1]());
else {
  console.log(`${total} resources, judged by all rules as they come. ${machine()}`);
  // Each in a process of its own, as memory that was once taken stays taken.
  for (const name of Object.keys(histories))
    for (const how of ["fast", "lean"]) {
      process.stdout.write(`${how}: `);
      const { status } = spawnSync(process.execPath, [import.meta.filename, name, how], { stdio: "inherit" });
      if (status !== 0) throw new Error(`The estate ${name} ended with ${String(status)}`);
    }
}
