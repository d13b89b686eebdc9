import type { AwsPrice, AwsPrices, Instance } from "./collect/price-list.ts";
import { type Instances, readInstances } from "./estate/instances.ts";
import type { JsonObject } from "./estate/json.ts";
import type { Finding, Notice } from "./findings/report.ts";
import type { ReportSource } from "./findings/report-source.ts";
import { hoursOf, hoursPerMonth } from "./findings/usage.ts";
import { type PriceList, priceOf } from "./schedule/prices.ts";

/** Where prices come from: the user's own list, which goes first, and AWS's, where it was asked. Neither: nothing is said of money. */
export type Pricing = { own: PriceList | null; aws: AwsPrices | null };

type Price = AwsPrice & { from: string };

const ownList = "the price file";
const awsList = "AWS's price list";

type Place = { kind: string; region: string };

const ofOne = ({ kind, region }: Place, { type, terms }: Instances, { own, aws }: Pricing): Price | undefined => {
  if (type === null) return undefined;
  const amount = own ? priceOf(own, region, type) : undefined;
  if (own && amount !== undefined) return { amount, currency: own.currency, from: ownList };
  const asked = aws?.priceOf({ kind, region, type, terms });
  return asked && { ...asked, from: awsList };
};

/** Of an hour of all of them together. One price that is missing, or in other money, leaves all of the sum unknown. */
const perHour = (place: Place, all: readonly Instances[], pricing: Pricing): Price | undefined => {
  let amount = 0;
  const [currencies, sources] = [new Set<string>(), new Set<string>()];
  for (const instances of all) {
    const price = ofOne(place, instances, pricing);
    if (!price || instances.count === null) return undefined;
    amount += price.amount * instances.count;
    currencies.add(price.currency);
    sources.add(price.from);
  }
  const [currency, ...others] = currencies;
  return currency === undefined || others.length > 0 ? undefined : { amount, currency, from: [...sources].sort().join(" and ") };
};

/** The instances of a finding that says what it has used. */
const instancesIn = ({ facts }: Finding): Instances[] =>
  typeof facts["instances"] === "string" && "monthlyInstanceHours" in facts ? (readInstances(facts["instances"]) ?? []) : [];

const moneyOf = (facts: JsonObject, { amount, currency, from }: Price, now: string): JsonObject => {
  const money = (hours: number): string => `${(amount * hours).toFixed(2)} ${currency}`;
  const hours = hoursOf(facts, now);
  return { ...(hours !== undefined && { cost: money(hours) }), monthlyCost: money(hoursPerMonth), priceFrom: from };
};

const pricedOne = (finding: Finding, report: ReportSource, pricing: Pricing): Finding => {
  const all = instancesIn(finding);
  const place = all.length > 0 ? report.resource(finding.resource) : undefined;
  const price = place && perHour(place, all, pricing);
  if (!price) return finding;
  const facts = Object.entries({ ...finding.facts, ...moneyOf(finding.facts, price, report.now) });
  return { ...finding, facts: Object.fromEntries(facts.sort(([a], [b]) => (a < b ? -1 : 1))) };
};

/** The same report, with what its findings cost as far as the prices are known. They are read as before: one by one. */
export const priced = (report: ReportSource, pricing: Pricing): ReportSource => {
  if (!pricing.own && !pricing.aws) return report;
  const findings = {
    *[Symbol.iterator]() {
      for (const finding of report.findings) yield pricedOne(finding, report, pricing);
    },
  };
  return { ...report, findings };
};

/** The instances of its findings that the user's own list does not know, each once, in order. */
export const unpricedIn = (report: ReportSource, own: PriceList | null): Instance[] => {
  const found = new Map<string, Instance>();
  for (const finding of report.findings) {
    const all = instancesIn(finding);
    const place = all.length > 0 ? report.resource(finding.resource) : undefined;
    for (const one of all) {
      const { type, terms } = one;
      if (!place || type === null || ofOne(place, one, { own, aws: null })) continue;
      const instance = { kind: place.kind, region: place.region, type, terms };
      found.set(JSON.stringify(Object.values(instance)), instance);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, instance]) => instance);
};

/** What AWS's price list did not say, for who wonders where the money is. */
export const priceNotices = ({ missing, refused }: AwsPrices): Notice[] => [
  ...refused.map((why): Notice => ({ level: "warning", code: "prices-not-told", message: `AWS's price list was not told: ${why}.` })),
  ...missing.map((what): Notice => ({ level: "note", code: "price-missing", message: `AWS's price list has no one price for ${what}.` })),
];
