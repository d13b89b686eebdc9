import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/estate/cell.ts";
import type { Resource } from "../../src/estate/estate.ts";
import notebookKind from "../../src/kinds/notebook-instance.ts";
import { notebook, notebooks, region, seedOf } from "../fake-aws/samples.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { scan, scanOf, type Scan } from "./scan.ts";
import { kind } from "./world.ts";

const world = (faults: readonly Fault[], resources = { "notebook-instance": [notebook("ada")] }) => ({
  seeds: [seedOf(resources)],
  faults,
});
const cellOf = ({ estate }: Scan, name: string, phase: Cell["phase"]): Cell => {
  const found = estate.coverage.find((cell) => cell.kind === name && cell.phase === phase);
  if (!found) throw new Error(`no cell of ${name} ${phase}`);
  return found;
};
const only = ({ estate }: Scan): Resource => {
  const [resource] = estate.resources;
  if (!resource || estate.resources.length > 1) throw new Error(`${estate.resources.length} resources`);
  return resource;
};

describe("A service that throttles", () => {
  it("loses nothing", async () => {
    const { estate, calls } = await scan(world([{ effect: "throttle", perSecond: 5, burst: 10 }], { "notebook-instance": notebooks(60) }));
    expect(estate.resources).toHaveLength(60);
    expect(estate.resources.every(({ unknown }) => Object.keys(unknown).length === 0)).toBe(true);
    expect(calls["sagemaker:DescribeNotebookInstance"]?.throttled).toBeGreaterThan(0);
  });

  it("for ever ends as throttled out within the budget, and hangs nobody", async () => {
    const result = await scan(
      world([{ effect: "throttle", perSecond: 0, burst: 0, operation: "DescribeNotebookInstance" }], {
        "notebook-instance": notebooks(40),
      }),
      { budgetSeconds: 30 },
    );
    expect(result.estate.resources).toHaveLength(40);
    expect(result.estate.resources.every(({ unknown }) => unknown["/rootAccess"]?.reason === "throttled-out")).toBe(true);
    expect(cellOf(result, "notebook-instance", "describe").state).toBe("throttled-out");
  });

  it("leaves what nobody came to as not reached", async () => {
    const result = await scan(world([]), { budgetSeconds: 0 });
    expect(result.estate.resources).toEqual([]);
    expect(new Set(result.estate.coverage.map(({ state }) => state))).toEqual(new Set(["not-reached"]));
  });
});

describe("Faults of the way", () => {
  it.each([500, 503, "reset", "truncate"] as const)("(%s) are passing, and cost nothing but calls", async (how) => {
    const { estate } = await scan(world([{ effect: "break", how, share: 0.2 }], { "notebook-instance": notebooks(30) }));
    expect(estate.resources).toHaveLength(30);
    expect(estate.resources.every(({ unknown }) => Object.keys(unknown).length === 0)).toBe(true);
  });

  it("that last end as an error that names the operation", async () => {
    const result = await scan(world([{ effect: "break", how: 500, share: 1, operation: "DescribeNotebookInstance" }]));
    expect(only(result).unknown["/rootAccess"]?.reason).toBe("error");
    const { state, detail } = cellOf(result, "notebook-instance", "describe");
    expect([state, detail]).toEqual(["error", "DescribeNotebookInstance: InternalFailure: HTTP 500"]);
  });

  it("expired credentials leave the rest unknown, and say why", async () => {
    const result = await scan(world([{ effect: "expire", after: 0, operation: "DescribeNotebookInstance" }]));
    expect(only(result).unknown["/rootAccess"]?.reason).toBe("credentials-expired");
  });
});

describe("Regions", () => {
  it("that do not have an operation are known to hold nothing of it", async () => {
    const result = await scan(world([{ effect: "unknown-operation", operation: "ListSpaces" }]));
    for (const phase of ["list", "describe", "tags"] as const) expect(cellOf(result, "space", phase).state).toBe("unsupported-in-region");
  });

  it("that list a thing and cannot describe it have not settled anything", async () => {
    const result = await scan(world([{ effect: "unknown-operation", operation: "DescribeNotebookInstance" }]));
    expect(cellOf(result, "notebook-instance", "describe").state).toBe("error");
    expect(only(result).unknown["/rootAccess"]?.reason).toBe("error");
  });

  it("that are switched off are told from credentials that are no good any more", async () => {
    const off: Fault = { effect: "region-off", region: "ap-east-1" };
    const result = await scan(world([off]), { regions: ["ap-east-1", region] });
    expect(result.estate.resources).toHaveLength(1);
    expect(new Set(result.estate.coverage.filter((cell) => cell.region === "ap-east-1").map(({ state }) => state))).toEqual(
      new Set(["region-disabled"]),
    );
    await using fake = await startFakeAws(
      world([
        { effect: "region-off", operation: "ListModels" },
        { effect: "expire", after: 1, operation: "GetCallerIdentity" },
      ]),
    );
    expect(cellOf(await scanOf(fake), "model", "list").state).toBe("credentials-expired");
  });

  it("all refuse credentials that nobody knows, in one clear problem", async () => {
    await expect(scan(world([]), { key: "AKIANOBODY" })).rejects.toMatchObject({ facts: { code: "no-identity" } });
  });
});

describe("The collector", () => {
  it("never has more calls under way than it was told, and kinds overlap", async () => {
    const configs = Array.from({ length: 40 }, (_, index) => ({ EndpointConfigName: `c-${index}`, CreationTime: "2026-11-01T08:00:00Z" }));
    const resources = { "notebook-instance": notebooks(40), "endpoint-config": configs };
    const { fake } = await scan(
      { seeds: [seedOf(resources)], faults: [{ effect: "latency", milliseconds: 10 }] },
      { concurrency: 7, kinds: [kind("endpoint-config"), notebookKind] },
    );
    expect(fake.log.peak()).toBeLessThanOrEqual(7);
    expect(fake.log.peak()).toBeGreaterThan(4);
    const began = (operation: string): number[] =>
      fake.log.entries.flatMap((entry) => (entry.operation === operation ? [entry.began] : []));
    expect(Math.min(...began("DescribeEndpointConfig"))).toBeLessThan(Math.max(...began("DescribeNotebookInstance")));
    expect(Math.min(...began("DescribeNotebookInstance"))).toBeLessThan(Math.max(...began("DescribeEndpointConfig")));
  });

  it("asks for a hundred to a page, for their tags at once, and once for each resource", async () => {
    const { calls } = await scan(world([], { "notebook-instance": notebooks(101) }), { kinds: [notebookKind] });
    expect(calls).toEqual({
      "sagemaker:DescribeNotebookInstance": { sent: 101, throttled: 0, failed: 0 },
      "sagemaker:ListNotebookInstances": { sent: 2, throttled: 0, failed: 0 },
      "tagging:GetResources": { sent: 2, throttled: 0, failed: 0 },
    });
  });

  it("tells what it does while it does it", async () => {
    const { events } = await scan(world([]), { kinds: [notebookKind] });
    expect(events.map(({ type }) => type)).toEqual(["started", "call", "listed", "call", "call", "resource", "cell", "cell", "cell"]);
  });
});
