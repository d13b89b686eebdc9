import { describe, expect, it } from "vitest";
import { awsClients } from "../../src/collect/clients.ts";
import { describeOne, type DescribeOne } from "../../src/collect/describe-one.ts";
import type { Resource } from "../../src/estate/estate.ts";
import appKind from "../../src/kinds/app.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";
import { everyKind } from "../fake-aws/every-kind.ts";
import { app, notebook, seedOf } from "../fake-aws/samples.ts";
import { startFakeAws, type FakeAws } from "../fake-aws/server.ts";
import { scanOf } from "./scan.ts";

const again = async (fake: FakeAws, resource: Resource, kind: Kind | undefined = kindNamed(resource.kind)): Promise<DescribeOne> => {
  if (!kind) throw new Error(resource.kind);
  const clients = awsClients();
  try {
    return await describeOne({ kind, resource, clients, clock: fake.clock, budgetSeconds: 30 });
  } finally {
    clients.close();
  }
};

const first = async (fake: FakeAws, of: readonly Kind[] = kinds): Promise<Resource> => {
  const { estate } = await scanOf(fake, { kinds: of });
  const [resource] = estate.resources;
  if (!resource) throw new Error("nothing there");
  return resource;
};

describe("A resource that is looked at again", () => {
  it("is what the scan saw, for every kind", async () => {
    await using fake = await startFakeAws({ seeds: [seedOf(everyKind(1))] });
    const { estate } = await scanOf(fake);
    const one = new Map(estate.resources.map((resource) => [resource.kind, resource]));
    expect(one.size).toBe(kinds.length);
    for (const resource of one.values()) expect(await again(fake, resource)).toEqual({ state: "there", resource });
  });

  it("shows what has changed since", async () => {
    await using fake = await startFakeAws({ seeds: [seedOf({ "notebook-instance": [notebook("ada")] })] });
    const seen = await first(fake);
    const stale = { ...seen, config: { ...seen.config, state: "Stopped", kmsKeyId: "was-there" } };
    expect(await again(fake, stale)).toEqual({ state: "there", resource: seen });
  });

  it("may be gone", async () => {
    await using fake = await startFakeAws({ seeds: [seedOf({ "notebook-instance": [notebook("ada")] })] });
    const seen = await first(fake);
    fake.faults.add({ effect: "vanish", name: "ada" });
    expect(await again(fake, seen)).toEqual({ state: "gone" });
  });

  it("may not be seen any more, which is neither", async () => {
    await using fake = await startFakeAws({ seeds: [seedOf({ "notebook-instance": [notebook("ada")] })] });
    const seen = await first(fake);
    fake.faults.add({ effect: "deny", operation: "DescribeNotebookInstance" });
    expect(await again(fake, seen)).toMatchObject({
      state: "failed",
      failure: { type: "denied", detail: "needs sagemaker:DescribeNotebookInstance" },
    });
  });

  it("is found in its list where its kind has no description", async () => {
    const listed: Kind = { ...appKind, describe: [] };
    await using fake = await startFakeAws({ seeds: [seedOf({ app: [app("a"), app("b")] })] });
    const seen = await first(fake, [listed]);
    expect(await again(fake, seen, listed)).toEqual({ state: "there", resource: seen });
    expect(await again(fake, { ...seen, config: { ...seen.config, name: "c" } }, listed)).toEqual({ state: "gone" });
  });
});
