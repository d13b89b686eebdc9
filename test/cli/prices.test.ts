import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { readReport, type Report } from "../../src/index.ts";
import { environment } from "../fake-aws/environment.ts";
import { product } from "../fake-aws/price-list.ts";
import { account, notebook, region, seedOf, tagsOf } from "../fake-aws/samples.ts";
import { type FakeAws, type FakeAwsOptions, startFakeAws } from "../fake-aws/server.ts";
import { sagewarden } from "./in-process.ts";
import type { Ran } from "./process.ts";

const now = "2026-11-21T12:00:00Z";
const stop = "stop: {at: '18:00', timeZone: UTC}\nprojects: {churn: {owner: ada}}\nfailOn: critical\nprofile: cost\n";
const asked = `${stop}awsPrices: true\n`;

/** Since yesterday at six in the morning, and due in the evening: eighteen hours ago. */
const overdue = notebook("explore", { InstanceType: "ml.g5.xlarge", LastModifiedTime: "2026-11-20T06:00:00.000Z" });
const sold = product({
  service: "AmazonSageMaker",
  attributes: { regionCode: region, instanceName: "ml.g5.xlarge", platoinstancetype: "Notebook" },
  prices: [{ USD: "1.5" }],
});

/** Of somebody who has left, for a day by now. */
const cluster: JsonObject = {
  Id: "j-1ABCDEFGHIJK2",
  Name: "etl",
  ClusterArn: `arn:aws:elasticmapreduce:${region}:${account}:cluster/j-1ABCDEFGHIJK2`,
  Status: { State: "WAITING", Timeline: { CreationDateTime: "2026-11-20T12:00:00.000Z" } },
  InstanceCollectionType: "INSTANCE_GROUP",
  InstanceGroups: [
    { Id: "ig-1", InstanceGroupType: "MASTER", InstanceType: "m5.xlarge", Market: "ON_DEMAND", RunningInstanceCount: 1 },
    { Id: "ig-2", InstanceGroupType: "CORE", InstanceType: "m5.xlarge", Market: "ON_DEMAND", RunningInstanceCount: 2 },
  ],
  Tags: tagsOf({ project: "churn", user: "lin" }),
};
const machine = (service: string, price: string, attributes: JsonObject): JsonObject =>
  product({ service, attributes: { regionCode: region, instanceType: "m5.xlarge", ...attributes }, prices: [{ USD: price }] });
const machines = [
  machine("AmazonEC2", "0.23", { operatingSystem: "Linux", tenancy: "Shared", preInstalledSw: "NA", capacitystatus: "Used" }),
  machine("ElasticMapReduce", "0.05", { softwareType: "EMR" }),
];

type Given = { yaml: string; args?: string[]; world?: Partial<FakeAwsOptions>; files?: Record<string, string> };
type Scanned = Ran & { report: Report; fake: FakeAws; cwd: string };

const run = async ({ yaml, args = ["scan"], world = {}, files = {} }: Given): Promise<Ran & { fake: FakeAws; cwd: string }> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-prices-"));
  for (const [name, text] of Object.entries({ "sagewarden.yaml": yaml, ...files })) await writeFile(join(cwd, name), text);
  await using fake = await startFakeAws({ seeds: [seedOf({ "notebook-instance": [overdue] })], products: [sold], ...world });
  const ran = await sagewarden([...args, "--region", region, "--now", now], { cwd, env: environment(fake.url) });
  fake.log.assertNoUnexpected();
  return { ...ran, fake, cwd };
};

const scanned = async (given: Given): Promise<Scanned> => {
  const ran = await run({ ...given, args: ["scan", "-f", "json=report.json", "-f", "html=report.html"] });
  return { ...ran, report: readReport(await readFile(join(ran.cwd, "report.json"), "utf8"), "report.json") };
};

const factsIn = ({ report }: Scanned, of = "overdue-notebook") => report.findings.find(({ rule }) => rule === of)?.facts;
const told = ({ report }: Scanned) => report.notices.map(({ code, message }) => [code, message]);
const priceCalls = ({ fake }: { fake: FakeAws }): number => fake.log.entries.filter(({ service }) => service === "pricing").length;

describe("AWS's price list, where the configuration asks for it", () => {
  it("puts money to the findings, in the report, on the terminal and in the page, and says whose price it is", async () => {
    const one = await scanned({ yaml: asked });
    expect([one.code, one.stderr]).toEqual([0, expect.not.stringContaining("rice")]);
    expect(factsIn(one)).toMatchObject({
      instances: "1 ml.g5.xlarge",
      instanceHours: "18.0",
      monthlyInstanceHours: "730",
      cost: "27.00 USD",
      monthlyCost: "1095.00 USD",
      priceFrom: "AWS's price list",
    });
    expect(told(one)).toEqual([]);
    expect(one.report.calls?.["pricing:GetProducts"]).toBe(1);
    expect(one.stdout).toContain("27.00 USD");
    const page = await readFile(join(one.cwd, "report.html"), "utf8");
    for (const words of ["27.00 USD", "price from", "AWS's price list"]) expect(page).toContain(words);
  });

  it("puts money to what is left over, too: to all nodes of a cluster, for as long as it runs, EMR's share and EC2's", async () => {
    const seeds = [seedOf({ "notebook-instance": [overdue], "emr-cluster": [cluster] })];
    const one = await scanned({ yaml: asked, world: { seeds, products: [sold, ...machines] } });
    expect(factsIn(one, "left-behind")).toEqual({
      leftBy: "lin",
      runningSince: "2026-11-20T12:00:00Z",
      instances: "1 m5.xlarge, 2 m5.xlarge",
      instanceHours: "72.0",
      monthlyInstanceHours: "2190",
      cost: "20.16 USD",
      monthlyCost: "613.20 USD",
      priceFrom: "AWS's price list",
    });
    expect(one.stdout).toContain("left by lin: 72.0 instance-hours (20.16 USD by AWS's price list), 2190 a month");
    expect(one.fake.log.entries.filter(({ operation }) => operation === "ListInstanceGroups")).toHaveLength(1);
  });

  it("is not asked where nobody asks for it, nor of what the user's own list prices", async () => {
    const without = await scanned({ yaml: stop });
    expect([priceCalls(without), factsIn(without)?.["cost"]]).toEqual([0, undefined]);
    const own = await scanned({
      yaml: `${asked}prices: prices.yaml\n`,
      files: { "prices.yaml": "currency: EUR\nperHour: {ml.g5.xlarge: 2}\n" },
    });
    expect(priceCalls(own)).toBe(0);
    expect(factsIn(own)).toMatchObject({ cost: "36.00 EUR", priceFrom: "the price file" });
  });

  it("that is denied is a notice, and the scan ends as it would without", async () => {
    const denied = await scanned({ yaml: asked, world: { faults: [{ effect: "deny", service: "pricing" }] } });
    expect(denied.code).toBe(0);
    expect(factsIn(denied)).toMatchObject({ instanceHours: "18.0" });
    expect(factsIn(denied)?.["cost"]).toBeUndefined();
    expect(told(denied)).toEqual([["prices-not-told", "AWS's price list was not told: needs pricing:GetProducts."]]);
  });

  it("that has no such instance is a notice, and no price is guessed", async () => {
    const none = await scanned({ yaml: asked, world: { products: [] } });
    expect(none.code).toBe(0);
    expect(factsIn(none)?.["cost"]).toBeUndefined();
    expect(told(none)).toEqual([
      ["price-missing", "AWS's price list has no one price for ml.g5.xlarge (Notebook) in eu-central-1: not sold."],
    ]);
  });

  it("is not asked about an estate from a file, and says so", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-prices-"));
    await writeFile(join(cwd, "sagewarden.yaml"), asked);
    const ran = await sagewarden(["scan", "--demo", "--config", "sagewarden.yaml", "--now", now, "-f", "json"], { cwd });
    const { notices }: Report = JSON.parse(ran.stdout);
    expect(notices.map(({ code }) => code)).toContain("prices-not-asked");
  });

  it("is in the permissions, and in what doctor asks, only where it is asked for", async () => {
    const permitted = async (yaml: string): Promise<string> => {
      const cwd = await mkdtemp(join(tmpdir(), "sagewarden-prices-"));
      await writeFile(join(cwd, "sagewarden.yaml"), yaml);
      return (await sagewarden(["permissions"], { cwd })).stdout;
    };
    expect(await permitted(stop)).not.toContain("pricing:");
    expect(await permitted(asked)).toContain('"pricing:GetProducts"');
    const without = await run({ yaml: stop, args: ["doctor"] });
    expect([priceCalls(without), without.stdout.includes("pricing:")]).toEqual([0, false]);
    const denied = await run({ yaml: asked, args: ["doctor"], world: { faults: [{ effect: "deny", service: "pricing" }] } });
    expect(denied.code).toBe(3);
    expect(denied.stdout).toMatch(/denied +pricing:GetProducts/);
    expect(denied.stdout).toMatch(/"Sid": "ReadPricing"/);
  });

  it("is asked for by a yes or a no", async () => {
    const wrong = await run({ yaml: `${stop}awsPrices: sometimes\n` });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/^sagewarden: [^\n]*awsPrices[^\n]*\n$/)]);
  });
});
