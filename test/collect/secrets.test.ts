import { expect, it } from "vitest";
import type { Fault } from "../fake-aws/faults.ts";
import { seedOf } from "../fake-aws/samples.ts";
import { scan } from "./scan.ts";
import { kind } from "./world.ts";

const secret = "hunter2-in-a-script";
const packed = Buffer.from(`export TOKEN=${secret}`).toString("base64");
const config = {
  NotebookInstanceLifecycleConfigName: "setup",
  CreationTime: "2026-11-01T08:00:00Z",
  LastModifiedTime: "2026-11-01T08:00:00Z",
  OnStart: [{ Content: packed }],
};

const faults: [string, Fault[]][] = [
  ["nothing goes wrong", []],
  ["answers break off", [{ effect: "break", how: "truncate", share: 1, operation: "DescribeNotebookInstanceLifecycleConfig" }]],
  ["answers are lost", [{ effect: "break", how: "reset", share: 1, operation: "DescribeNotebookInstanceLifecycleConfig" }]],
  ["it may not be described", [{ effect: "deny", operation: "DescribeNotebookInstanceLifecycleConfig" }]],
];

it.each(faults)("A secret in a script is in no event, no cell and no reason when %s", async (_, struck) => {
  const { estate, events } = await scan(
    { seeds: [seedOf({ "notebook-lifecycle-config": [config] })], faults: struck },
    { kinds: [kind("notebook-lifecycle-config")] },
  );
  const [resource] = estate.resources;
  expect(resource?.name).toBe("setup");
  // The one place where it may be, marked as secret there.
  if (struck.length === 0) expect(resource?.config["onStart"]).toContain(secret);
  const told = JSON.stringify([events, estate.coverage, resource?.unknown]);
  for (const trace of [secret, packed, packed.slice(0, 12)]) expect(told).not.toContain(trace);
});
