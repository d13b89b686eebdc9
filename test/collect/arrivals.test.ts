import { describe, expect, it } from "vitest";
import { awsClients } from "../../src/collect/clients.ts";
import { collect } from "../../src/collect/collect.ts";
import type { Arrival } from "../../src/estate/arrival.ts";
import { environment } from "../fake-aws/environment.ts";
import { model, notebooks, region, seedOf } from "../fake-aws/samples.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import { kind } from "./world.ts";

const look = async (onArrival: (arrival: Arrival) => Promise<void>) => {
  const resources = { "notebook-instance": notebooks(450), model: [model("m")] };
  const seeds = [seedOf(resources), { ...seedOf(resources), region: "us-east-1" }];
  await using fake = await startFakeAws({ seeds });
  Object.assign(process.env, environment(fake.url));
  const clients = awsClients();
  try {
    const kinds = [kind("notebook-instance"), kind("model")];
    await collect({ kinds, regions: [region, "us-east-1"], clients, clock: fake.clock, concurrency: 10, budgetSeconds: 600, onArrival });
    return fake;
  } finally {
    clients.close();
  }
};

describe("An estate that arrives", () => {
  it("comes in parts, one at a time, and each kind is closed once, after its last", async () => {
    const arrivals: Arrival[] = [];
    let open = 0;
    await look(async (arrival) => {
      expect(++open).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      arrivals.push(arrival);
      open -= 1;
    });
    for (const name of ["notebook-instance", "model"]) {
      const own = arrivals.filter((arrival) => arrival.kind === name);
      expect(own.map(({ type }) => type).indexOf("closed")).toBe(own.length - 1);
      const closed = own.at(-1);
      expect(new Set(closed?.type === "closed" ? closed.cells.map((cell) => cell.region) : [])).toEqual(new Set([region, "us-east-1"]));
    }
    const ids = arrivals.flatMap((arrival) => (arrival.type === "resources" ? arrival.resources.map(({ id }) => id) : []));
    expect(new Set(ids).size).toBe(902);
    expect(ids).toHaveLength(902);
    expect(Math.max(...arrivals.map((arrival) => (arrival.type === "resources" ? arrival.resources.length : 0)))).toBeLessThanOrEqual(230);
  });

  it("waits for who takes it: what is not taken is not asked for", async () => {
    let release = (): void => undefined;
    const blocked = new Promise<void>((resolve) => (release = resolve));
    let isBlocked = true;
    let described = 0;
    const resources = { "notebook-instance": notebooks(2000) };
    await using fake = await startFakeAws({ seeds: [seedOf(resources)] });
    Object.assign(process.env, environment(fake.url));
    const clients = awsClients();
    const done = collect({
      kinds: [kind("notebook-instance")],
      regions: [region],
      clients,
      clock: fake.clock,
      concurrency: 20,
      budgetSeconds: 600,
      onArrival: async () => (isBlocked ? blocked : undefined),
      on: (event) => void (described += Number(event.type === "resource")),
    });
    // Long after everything would have come, had nobody held it up.
    for (let last = -1; last !== described || described === 0;) {
      last = described;
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    const whileBlocked = described;
    isBlocked = false;
    release();
    await done;
    clients.close();
    expect(described).toBe(2000);
    // One batch with the taker, one full behind it, and what each worker has in hand.
    expect(whileBlocked).toBeLessThan(400);
  });

  it("ends with the failure of who takes it", async () => {
    await expect(look(() => Promise.reject(new Error("the disk is full")))).rejects.toThrow("the disk is full");
  });
});
