import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { accountIds, externalId, hub, hubKey, roleArn } from "../collect/fleet.ts";
import { generateSeeds } from "../estates/generate.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment } from "../fake-aws/environment.ts";
import { startFakeAws, type FakeAws } from "../fake-aws/server.ts";
import { endAfter, firstDifference, hasEnded, now, reportIn, roll, scansIn, start } from "./killing.ts";

const kills = 6;
const accounts = accountIds(4);
const regions = ["eu-central-1", "us-east-1"];
const [refused = ""] = accounts;

const config = [
  `regions: [${regions.join(", ")}]`,
  "accounts:",
  ...accounts.map((id) => `  - { id: "${id}", roleName: scanner, externalId: ${externalId} }`),
  "",
].join("\n");

/** Four accounts, of which one lets nobody in and one denies a list, in any order of answers. */
const world = (): Promise<FakeAws> =>
  startFakeAws({
    seeds: accounts.flatMap((account, at) => generateSeeds({ seed: 40 + at, account, regions, size: 70 })),
    keys: { [hubKey]: hub },
    roles: accounts.filter((account) => account !== refused).map((account) => ({ arn: roleArn(account), externalId })),
    faults: [
      { effect: "deny", operation: "ListSpaces", account: accounts[1] ?? "" },
      { effect: "jitter", upTo: 8 },
    ],
    clock: virtualClock(now, 1),
  });

const folder = (): string => {
  const cwd = mkdtempSync(join(tmpdir(), "sagewarden-resume-"));
  writeFileSync(join(cwd, "sagewarden.yaml"), config);
  return cwd;
};

it("A scan of several accounts that is killed ends, once it is gone on with, in the bytes of one that was not", async () => {
  await using calm = await world();
  const env = (fake: FakeAws): Record<string, string> => environment(fake.url, hubKey);
  const undisturbed = folder();
  await start({ cwd: undisturbed, fake: calm, env: env(calm) }).ended;
  calm.log.assertNoUnexpected();
  const whole = reportIn(undisturbed).text;
  const calls = calm.log.entries.length;
  expect(new Set(calm.log.entries.map(({ account }) => account))).toEqual(new Set([hub, ...accounts.slice(1)]));
  await using fake = await world();
  const cwd = folder();
  let killed = 0;
  for (let row = 0; row < kills && !hasEnded(cwd); row++) {
    const run = start({ cwd, fake, env: env(fake), args: row === 0 ? ["-q"] : ["-q", "--resume"] });
    killed += Number((await endAfter(run, fake, Math.floor(roll() * calls * 0.5), "SIGKILL")).code === null);
  }
  expect(killed).toBeGreaterThan(0);
  if (!hasEnded(cwd)) await start({ cwd, fake, env: env(fake), args: ["-q", "--resume"] }).ended;
  expect(firstDifference(reportIn(cwd).text, whole)).toBeUndefined();
  expect(scansIn(cwd)).toEqual([]);
  for (const each of [cwd, undisturbed]) rmSync(each, { recursive: true });
}, 240_000);
