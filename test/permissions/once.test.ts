import { expect, it } from "vitest";
import { checkPermissions } from "../../src/check-permissions.ts";
import { awsClients } from "../../src/collect/clients.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { wantedBut } from "../collect/world.ts";
import { environment } from "../fake-aws/environment.ts";
import { everyKind } from "../fake-aws/every-kind.ts";
import { account, region, seedOf } from "../fake-aws/samples.ts";
import { startFakeAws } from "../fake-aws/server.ts";

const names = ["notebook-instance", "iam-role", "iam-user"];

it("Permissions for what an account has once for all regions are asked for in one of them only", async () => {
  await using fake = await startFakeAws({ seeds: [seedOf(everyKind(1))] });
  Object.assign(process.env, environment(fake.url));
  const clients = awsClients();
  const identity = { account, partition: "aws", arn: `arn:aws:iam::${account}:root` };
  const regions = [region, "eu-west-1", "us-east-1"];
  const places = await checkPermissions({ kinds, wanted: wantedBut(names, []), clients, clock: fake.clock, identity, regions });
  clients.close();
  fake.log.assertNoUnexpected();
  const iam = places.map(({ probes }) => probes.map(({ action }) => action).filter((action) => action.startsWith("iam:")));
  expect(iam).toEqual([["iam:GetAccountAuthorizationDetails"], [], []]);
  expect(
    places.map(({ region: there, probes }) => [there, probes.some(({ action }) => action === "sagemaker:ListNotebookInstances")]),
  ).toEqual(regions.map((there) => [there, true]));
  const entries = fake.log.entries.filter(({ service }) => service === "iam");
  // Roles and users come together.
  expect(entries).toHaveLength(1);
});
