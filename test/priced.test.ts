import { describe, expect, test } from "vitest";
import type { AwsPrices } from "../src/collect/price-list.ts";
import type { JsonObject } from "../src/estate/json.ts";
import type { Finding, ReportedResource } from "../src/findings/report.ts";
import { sourceOf } from "../src/findings/report-source.ts";
import { priced, priceNotices, unpricedIn } from "../src/priced.ts";
import type { PriceList } from "../src/schedule/prices.ts";
import { sampleReport } from "./fixtures/report.ts";

const own: PriceList = {
  currency: "EUR",
  perHour: { "ml.m5.large": 0.1, "ml.g5.xlarge": 2 },
  regions: { "eu-central-1": { "ml.g5.xlarge": 1.5 } },
};

const [sample, sampleOf] = [sampleReport(), (report: ReturnType<typeof sampleReport>) => report.findings[0]];

/** A report of one finding, about a thing of this kind. */
const reportOf = (facts: JsonObject, kind = "endpoint") => {
  const [finding, [first]] = [sampleOf(sample), sample.resources];
  if (!finding || !first) throw new Error("a report of nothing");
  const resource: ReportedResource = { ...first, id: "thing", kind, region: "eu-central-1" };
  const one: Finding = { ...finding, resource: "thing", facts };
  return sourceOf({ ...sample, now: "2026-11-21T21:00:00Z", findings: [one], resources: [resource] });
};

const overdue = (instances: string): JsonObject => ({
  instances,
  overdueSeconds: 10_800,
  monthlyInstanceHours: "730",
  instanceHours: "3.0",
});
const aws = (prices: Record<string, number>, currency = "USD"): AwsPrices => ({
  priceOf: ({ type }) => (prices[type] === undefined ? undefined : { amount: prices[type], currency }),
  missing: [],
  refused: [],
  calls: 1,
});
const moneyIn = (report: ReturnType<typeof reportOf>) =>
  [...report.findings].map(({ facts: { cost = null, monthlyCost = null, priceFrom = null } }) => [cost, monthlyCost, priceFrom]);

describe("what findings cost", () => {
  test("is their hours at the user's prices, a region's own before those of all regions", () => {
    expect(moneyIn(priced(reportOf(overdue("1 ml.g5.xlarge")), { own, aws: null }))).toEqual([
      ["4.50 EUR", "1095.00 EUR", "the price file"],
    ]);
    expect(moneyIn(priced(reportOf(overdue("2 ml.m5.large, 1 ml.g5.xlarge")), { own, aws: null }))).toEqual([
      ["5.10 EUR", "1241.00 EUR", "the price file"],
    ]);
  });

  test("is of something left over that of all the time that it runs", () => {
    const left = { instances: "1 ml.m5.large", runningSince: "2026-11-20T21:00:00Z", instanceHours: "24.0", monthlyInstanceHours: "730" };
    expect(moneyIn(priced(reportOf(left), { own, aws: null }))).toEqual([["2.40 EUR", "73.00 EUR", "the price file"]]);
  });

  test("is not said without a list, nor where a list does not say: none is guessed", () => {
    const nothing = [[null, null, null]];
    expect(moneyIn(priced(reportOf(overdue("1 ml.g5.xlarge")), { own: null, aws: null }))).toEqual(nothing);
    for (const instances of [
      "1 ml.p5.48xlarge",
      "1 constructor",
      "2 ml.m5.large, 1 ml.p5.48xlarge",
      "2 of several types",
      "1 ml.m5.large, serverless",
    ])
      expect(moneyIn(priced(reportOf(overdue(instances)), { own, aws: null }))).toEqual(nothing);
    expect(moneyIn(priced(reportOf({ instances: "1 ml.m5.large" }), { own, aws: null }))).toEqual(nothing);
  });

  test("is AWS's price where the user gives none, and the user's where both do", () => {
    const both = { own, aws: aws({ "ml.m5.large": 9, "ml.p5.48xlarge": 50 }) };
    expect(moneyIn(priced(reportOf(overdue("1 ml.p5.48xlarge")), both))).toEqual([["150.00 USD", "36500.00 USD", "AWS's price list"]]);
    expect(moneyIn(priced(reportOf(overdue("1 ml.m5.large")), both))).toEqual([["0.30 EUR", "73.00 EUR", "the price file"]]);
  });

  test("is no sum of different moneys, and names both lists where the money is one", () => {
    const two = reportOf(overdue("1 ml.m5.large, 1 ml.p5.48xlarge"));
    expect(moneyIn(priced(two, { own, aws: aws({ "ml.p5.48xlarge": 50 }) }))).toEqual([[null, null, null]]);
    expect(moneyIn(priced(two, { own: { ...own, currency: "USD" }, aws: aws({ "ml.p5.48xlarge": 50 }) }))).toEqual([
      ["150.30 USD", "36573.00 USD", "AWS's price list and the price file"],
    ]);
  });

  test("is the same when it is said twice", () => {
    const once = priced(reportOf(overdue("1 ml.g5.xlarge")), { own, aws: null });
    expect(moneyIn(priced(once, { own, aws: null }))).toEqual(moneyIn(once));
  });
});

describe("what AWS is asked for", () => {
  test("is what findings need and the user's list lacks, each once", () => {
    const report = reportOf(overdue("2 ml.m5.large, 1 ml.p5.48xlarge (spot), 3 ml.p5.48xlarge (spot), 1 of several types"));
    expect(unpricedIn(report, own)).toEqual([{ kind: "endpoint", region: "eu-central-1", type: "ml.p5.48xlarge", terms: "spot" }]);
    expect(unpricedIn(report, null).map(({ type }) => type)).toEqual(["ml.m5.large", "ml.p5.48xlarge"]);
    expect(unpricedIn(reportOf({ instances: "1 ml.m5.large" }), null)).toEqual([]);
  });

  test("is told in notices where it was not answered", () => {
    const notices = priceNotices({ ...aws({}), missing: ["ml.x in y: not sold"], refused: ["needs pricing:GetProducts"] });
    expect(notices.map(({ level, code, message }) => [level, code, message])).toEqual([
      ["warning", "prices-not-told", "AWS's price list was not told: needs pricing:GetProducts."],
      ["note", "price-missing", "AWS's price list has no one price for ml.x in y: not sold."],
    ]);
  });
});
