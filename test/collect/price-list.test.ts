import { describe, expect, it } from "vitest";
import { awsClients } from "../../src/collect/clients.ts";
import { askPrices, type AwsPrices, type Instance, priceRegionOf } from "../../src/collect/price-list.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import { environment } from "../fake-aws/environment.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { product } from "../fake-aws/price-list.ts";
import { seedOf } from "../fake-aws/samples.ts";
import { type FakeAws, startFakeAws } from "../fake-aws/server.ts";

const region = "eu-central-1";

type Sold = { type?: string; component?: string; price?: string; attributes?: JsonObject; prices?: JsonObject[]; unit?: string };

/** An instance of SageMaker as its list has it, unless something is said otherwise. */
const sold = ({ type = "ml.m5.large", component = "Hosting", price = "0.138", attributes = {}, prices, unit = "Hrs" }: Sold): JsonObject =>
  product({
    service: "AmazonSageMaker",
    attributes: {
      regionCode: region,
      instanceName: type,
      instanceType: `${type}-${component}`,
      platoinstancetype: component,
      ...attributes,
    },
    prices: prices ?? [{ USD: price }],
    unit,
  });

const machine = (service: string, price: string, attributes: JsonObject): JsonObject =>
  product({ service, attributes: { regionCode: region, instanceType: "m5.xlarge", ...attributes }, prices: [{ USD: price }] });
const linux = { operatingSystem: "Linux", tenancy: "Shared", preInstalledSw: "NA", capacitystatus: "Used", marketoption: "OnDemand" };

type Asked = { instances: Instance[]; products: JsonObject[]; faults?: Fault[]; allowed?: ReadonlySet<string> };

const ask = async ({ instances, products, faults = [], allowed }: Asked): Promise<{ prices: AwsPrices; fake: FakeAws }> => {
  await using fake = await startFakeAws({ seeds: [seedOf({})], products, faults, ...(allowed && { allowed }) });
  Object.assign(process.env, environment(fake.url));
  const clients = awsClients();
  try {
    const prices = await askPrices({ instances, clients, clock: fake.clock });
    fake.log.assertNoUnexpected();
    return { prices, fake };
  } finally {
    clients.close();
  }
};

const endpoint: Instance = { kind: "endpoint", region, type: "ml.m5.large", terms: null };
const outcome = async (products: JsonObject[], instance: Instance = endpoint) => {
  const { prices } = await ask({ instances: [instance], products });
  return prices.priceOf(instance) ?? prices.missing.join();
};
const notSold = "ml.m5.large (Hosting) in eu-central-1: not sold";
const ambiguous = "ml.m5.large (Hosting) in eu-central-1: ambiguous";

describe("AWS's price list", () => {
  it("tells what an hour costs on demand, by what the instance is used for", async () => {
    const components = [
      ["notebook-instance", null, "Notebook"],
      ["app", "JupyterLab", "Studio-JupyterLab"],
      ["app", "CodeEditor", "studio-codeeditor"],
      ["app", "KernelGateway", "Studio-Notebook"],
      ["endpoint", null, "Hosting"],
      ["endpoint", "asynchronous", "AsyncInf"],
      ["training-job", null, "Training"],
      ["processing-job", null, "Processing"],
      ["transform-job", null, "BatchTransform"],
      ["hyperpod-cluster", null, "Cluster"],
    ] as const;
    const instances = components.map(([kind, terms]): Instance => ({ kind, terms, region, type: "ml.m5.large" }));
    const products = components.map(([, , component], at) => sold({ component, price: `0.${at + 1}` }));
    const { prices } = await ask({ instances, products });
    expect(instances.map((one) => prices.priceOf(one))).toEqual(
      components.map((_, at) => ({ amount: Number(`0.${at + 1}`), currency: "USD" })),
    );
    expect([prices.missing, prices.refused]).toEqual([[], []]);
  });

  it("is asked once for all types of a component, through all of its pages, and knows a type with and without its component", async () => {
    const many = Array.from({ length: 250 }, (_, at) =>
      sold({ type: `ml.x.${at}`, price: String(at + 1), attributes: { instanceName: "" } }),
    );
    const instances = [0, 120, 249].map((at): Instance => ({ ...endpoint, type: `ml.x.${at}` }));
    const { prices, fake } = await ask({ instances, products: many });
    expect(instances.map((one) => prices.priceOf(one)?.amount)).toEqual([1, 121, 250]);
    expect(fake.log.entries.filter(({ operation }) => operation === "GetProducts")).toHaveLength(3);
    expect(prices.calls).toBe(3);
    expect(await outcome([sold({ attributes: { instanceName: "", instanceType: "ml.m5.large" } })])).toEqual({
      amount: 0.138,
      currency: "USD",
    });
  });

  it.each<[string, JsonObject[], string]>([
    ["nothing at all", [], notSold],
    ["another region", [sold({ attributes: { regionCode: "eu-west-1" } })], notSold],
    ["another type", [sold({ type: "ml.m5.xlarge" })], notSold],
    ["another component", [sold({ component: "Training" })], notSold],
    ["an outpost", [sold({ attributes: { locationType: "AWS Outposts" } })], notSold],
    ["two prices", [sold({ price: "0.138" }), sold({ price: "0.276" })], ambiguous],
    ["two dimensions", [sold({ prices: [{ USD: "0.138" }, { USD: "0.1" }] })], ambiguous],
    ["a price by the second", [sold({ unit: "Sec" })], ambiguous],
    ["no price", [sold({ prices: [{ EUR: "0.138" }] })], ambiguous],
    ["a price of nothing, which stands for what is not sold alone", [sold({ price: "0.0000000000" })], ambiguous],
    ["words for a price", [sold({ price: "free" })], ambiguous],
    ["terms of another sort", [{ ...sold({}), terms: { Reserved: {} } }], ambiguous],
  ])("is no price where it has %s", async (_, products, why) => {
    expect(await outcome(products)).toBe(why);
  });

  it("is a price where two products have the same", async () => {
    expect(await outcome([sold({}), sold({})])).toEqual({ amount: 0.138, currency: "USD" });
  });

  it("has two parts for a cluster: what EC2 takes, and what EMR takes; one that is missing leaves nothing", async () => {
    const cluster: Instance = { kind: "emr-cluster", region, type: "m5.xlarge", terms: null };
    const [own, emr] = [machine("AmazonEC2", "0.23", linux), machine("ElasticMapReduce", "0.048", { softwareType: "EMR" })];
    const others = [
      machine("AmazonEC2", "9", { ...linux, operatingSystem: "Windows" }),
      machine("ElasticMapReduce", "9", { softwareType: "MapR" }),
    ];
    expect(await outcome([own, emr, ...others], cluster)).toEqual({ amount: 0.278, currency: "USD" });
    expect(await outcome([own, ...others], cluster)).toBe("m5.xlarge (ElasticMapReduce) in eu-central-1: not sold");
    expect(await outcome([own, emr], { ...cluster, kind: "ec2-notebook" })).toEqual({ amount: 0.23, currency: "USD" });
  });

  it("is not asked for what is not bought on demand, which has prices of its own", async () => {
    const other = { kind: "training-job", region, type: "ml.m5.large", terms: "spot" };
    const { prices, fake } = await ask({ instances: [other], products: [sold({ component: "Training" })] });
    expect(prices.priceOf(other)).toBeUndefined();
    expect(prices.missing).toEqual(["ml.m5.large (spot) in eu-central-1: no instance on demand"]);
    expect(fake.log.entries).toEqual([]);
  });

  it("that is denied or out of reach leaves everything without a price, and is not asked again and again", async () => {
    const instances = [endpoint, { ...endpoint, kind: "training-job" }, { ...endpoint, kind: "notebook-instance" }];
    const refused = await ask({ instances, products: [sold({})], allowed: new Set() });
    expect(instances.map((one) => refused.prices.priceOf(one))).toEqual([undefined, undefined, undefined]);
    expect([refused.prices.refused, refused.prices.missing]).toEqual([["needs pricing:GetProducts"], []]);
    expect(refused.fake.log.entries).toHaveLength(1);
    const broken = await ask({
      instances,
      products: [sold({})],
      faults: [{ effect: "break", operation: "GetProducts", how: "reset", share: 1 }],
    });
    expect(broken.prices.refused).toHaveLength(1);
    expect(broken.prices.priceOf(endpoint)).toBeUndefined();
  });

  it("lives in some regions only, and is asked in the nearest; GovCloud has none", async () => {
    expect(
      ["eu-west-3", "me-south-1", "ap-northeast-1", "sa-east-1", "us-west-2", "cn-north-1", "us-gov-west-1"].map(priceRegionOf),
    ).toEqual(["eu-central-1", "eu-central-1", "ap-south-1", "us-east-1", "us-east-1", "cn-northwest-1", undefined]);
    const there = { ...endpoint, region: "us-gov-west-1" };
    const { prices, fake } = await ask({ instances: [there], products: [sold({ attributes: { regionCode: "us-gov-west-1" } })] });
    expect(prices.missing).toEqual(["ml.m5.large in us-gov-west-1: AWS does not tell its prices there"]);
    expect(fake.log.entries).toEqual([]);
  });

  it("of China is in its own money", async () => {
    const there = { ...endpoint, region: "cn-north-1" };
    const { prices } = await ask({
      instances: [there],
      products: [sold({ attributes: { regionCode: "cn-north-1" }, prices: [{ CNY: "1.1" }] })],
    });
    expect(prices.priceOf(there)).toEqual({ amount: 1.1, currency: "CNY" });
  });
});
