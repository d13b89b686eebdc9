import { awsClients } from "../../src/collect/clients.ts";
import { collectEstate, type Collected, type CollectOptions } from "../../src/collect/collect.ts";
import type { CollectEvent } from "../../src/collect/event.ts";
import type { Estate } from "../../src/estate/estate.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { environment } from "../fake-aws/environment.ts";
import { region } from "../fake-aws/samples.ts";
import { startFakeAws, type FakeAws, type FakeAwsOptions } from "../fake-aws/server.ts";

export type Scan = Collected & { estate: Estate; fake: FakeAws; events: CollectEvent[] };

/** Points this process at the stand-in. */
const enter = (fake: FakeAws, key?: string): void => void Object.assign(process.env, environment(fake.url, key));

export type ScanOptions = Partial<CollectOptions> & { key?: string };

/** One scan of a running stand-in, by the real SDK over HTTP; whatever the stand-in could not answer fails the test. */
export const scanOf = async (fake: FakeAws, { key, ...options }: ScanOptions = {}): Promise<Scan> => {
  enter(fake, key);
  const events: CollectEvent[] = [];
  const clients = awsClients();
  try {
    const on = (event: CollectEvent): void => void events.push(event);
    const collected = await collectEstate({
      kinds,
      regions: [region],
      clients,
      clock: fake.clock,
      concurrency: 20,
      budgetSeconds: 600,
      on,
      ...options,
    });
    fake.log.assertNoUnexpected();
    return { ...collected, fake, events };
  } finally {
    clients.close();
  }
};

/** Starts a stand-in, scans it once and closes it. */
export const scan = async (world: FakeAwsOptions, options: ScanOptions = {}): Promise<Scan> => {
  await using fake = await startFakeAws(world);
  return await scanOf(fake, options);
};
