import { describe, expect, it } from "vitest";
import { awsClients } from "../../src/collect/clients.ts";
import { collectEstate } from "../../src/collect/collect.ts";
import type { CollectEvent } from "../../src/collect/event.ts";
import { environment } from "../fake-aws/environment.ts";
import { notebooks, region, seedOf } from "../fake-aws/samples.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import { kind } from "./world.ts";

type Renewed = "in time" | "for another account" | "never";

/** A scan whose key expires under it, after so many descriptions. */
const look = async (renewed: Renewed, again = false) => {
  await using fake = await startFakeAws({
    seeds: [seedOf({ "notebook-instance": notebooks(60) })],
    keys: { AKIAFIRST: "111122223333", AKIASECOND: "111122223333", AKIATHIRD: "111122223333", AKIAOTHER: "999900001111" },
  });
  Object.assign(process.env, environment(fake.url, "AKIAFIRST"));
  const expireAt = new Map([[10, "AKIAFIRST"], ...(again ? [[40, "AKIASECOND"] as const] : [])]);
  const next: Record<string, string> = {
    AKIAFIRST: renewed === "for another account" ? "AKIAOTHER" : "AKIASECOND",
    AKIASECOND: "AKIATHIRD",
  };
  let described = 0;
  const outcomes: string[] = [];
  const on = (event: CollectEvent): void => {
    if (event.type !== "call") return;
    outcomes.push(event.outcome);
    if (event.operation !== "DescribeNotebookInstance" || event.outcome !== "ok") return;
    const key = expireAt.get(++described);
    if (key === undefined) return;
    fake.credentials.expire(key);
    if (renewed !== "never") process.env["AWS_ACCESS_KEY_ID"] = next[key];
  };
  const clients = awsClients();
  const options = {
    kinds: [kind("notebook-instance")],
    regions: [region],
    clients,
    clock: fake.clock,
    concurrency: 8,
    budgetSeconds: 600,
    on,
  };
  const seen = await collectEstate(options);
  clients.close();
  const known = seen.estate.resources.filter(({ unknown }) => Object.keys(unknown).length === 0).length;
  const states = new Set(seen.estate.coverage.map(({ state }) => state));
  return { ...seen, known, states, outcomes, peak: fake.log.peak(), identified: fake.log.count("GetCallerIdentity") };
};

describe("Credentials that expire within a scan", () => {
  it("are looked up anew, once for all who wait, and nothing is lost", async () => {
    const seen = await look("in time");
    expect(seen.known).toBe(60);
    expect([...seen.states]).toEqual(["complete"]);
    expect(seen.outcomes).toContain("credentials-expired");
    expect(seen.identified).toBe(2);
    expect(seen.peak).toBeLessThanOrEqual(8);
  });

  it("may expire again, as long as the new ones worked", async () => {
    const seen = await look("in time", true);
    expect(seen.known).toBe(60);
    expect(seen.identified).toBe(3);
  });

  it("leave the rest unknown when nobody has others, and nobody asks on", async () => {
    const seen = await look("never");
    expect(seen.estate.resources).toHaveLength(60);
    expect(seen.known).toBeLessThan(60);
    const expired = seen.estate.resources.filter(({ unknown }) => unknown["/rootAccess"]?.reason === "credentials-expired");
    expect(expired.length).toBeGreaterThan(30);
    expect(seen.outcomes.filter((outcome) => outcome === "credentials-expired").length).toBeLessThan(20);
  });

  it("of another account are not taken: that would be another estate", async () => {
    const seen = await look("for another account");
    expect(seen.estate.resources.every(({ account }) => account === "111122223333")).toBe(true);
    expect(seen.known).toBeLessThan(60);
    expect(seen.calls["sagemaker:DescribeNotebookInstance"]?.sent).toBeLessThan(40);
  });
});
