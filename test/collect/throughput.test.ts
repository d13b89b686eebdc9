import { describe, expect, it } from "vitest";
import { virtualClock } from "../fake-aws/clock.ts";
import { notebooks, seedOf, start } from "../fake-aws/samples.ts";
import { scan } from "./scan.ts";
import { kind } from "./world.ts";

// Bounds for a machine that is busy with other tests; `npm run bench` has the figures.
describe("A region that throttles", () => {
  it("loses nothing, and takes little longer than its rate demands", async () => {
    const clock = virtualClock(start, 5);
    const began = clock.now().getTime();
    const { estate, calls } = await scan(
      {
        clock,
        seeds: [seedOf({ "notebook-instance": notebooks(100) })],
        faults: [
          { effect: "throttle", perSecond: 5, burst: 10 },
          { effect: "latency", milliseconds: 8 },
        ],
      },
      { clock, kinds: [kind("notebook-instance")] },
    );
    const floor = (100 - 10) / 5;
    expect(estate.resources.filter(({ unknown }) => Object.keys(unknown).length === 0)).toHaveLength(100);
    expect((clock.now().getTime() - began) / 1000).toBeLessThan(floor * 1.5);
    expect(calls["sagemaker:DescribeNotebookInstance"]?.throttled).toBeLessThan(50);
  }, 30_000);
});
