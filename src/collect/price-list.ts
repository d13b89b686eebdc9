import { pricing } from "../kinds/operation.ts";
import { type Call, createCaller } from "./call.ts";
import type { Clients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import type { Failure } from "./failure.ts";
import { type Offer, offersFor } from "./offers.ts";
import { filtersFor, priceAmong, type Product, readProduct, type Wanted } from "./product.ts";

/** An instance whose price is asked for: of which kind of resource, where, and on what terms. */
export type Instance = { kind: string; region: string; type: string; terms: string | null };
export type AwsPrice = { amount: number; currency: string };
export type AwsPrices = {
  /** Of an hour; undefined where nobody can tell for certain. */
  priceOf: (instance: Instance) => AwsPrice | undefined;
  /** What was asked for and not found, in words, each once. */
  missing: string[];
  /** Why AWS did not answer, in words. */
  refused: string[];
  calls: number;
};

export type PriceOptions = { instances: readonly Instance[]; clients: Clients; clock: Clock };

/** Prices hang on no region, yet only some regions tell them; AWS's partitions tell their own, and some none. */
export const priceRegionOf = (region: string): string | undefined => {
  if (/^(us-gov|us-iso|eu-iso|eusc)-?/.test(region)) return undefined;
  if (region.startsWith("cn-")) return "cn-northwest-1";
  if (region.startsWith("ap-")) return "ap-south-1";
  return /^(eu|me|af|il)-/.test(region) ? "eu-central-1" : "us-east-1";
};

const currencyOf = (region: string): string => (region.startsWith("cn-") ? "CNY" : "USD");

/** As long as a scan may wait for it. */
const budgetSeconds = 60;
const pageSize = 100;
const mostPages = 50;

const products = pricing("GetProducts");

type Answered = { products: readonly Product[] } | { failure: Failure };

/** All products that pass the filters, page after page. */
const ask = async (call: Call, wanted: Wanted, home: string): Promise<Answered> => {
  const found: Product[] = [];
  const input = { ServiceCode: wanted.offer.service, Filters: filtersFor(wanted), FormatVersion: "aws_v1", MaxResults: pageSize };
  let token: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await call(products, { ...input, ...(token !== undefined && { NextToken: token }) }, home);
    if (!answer.ok) return { failure: answer.failure };
    const { PriceList: list, NextToken: next } = answer.document;
    for (const text of Array.isArray(list) ? list : []) {
      const product = typeof text === "string" ? readProduct(text) : undefined;
      if (product) found.push(product);
    }
    if (typeof next !== "string" || next === "") return { products: found };
    token = next;
  }
  return { failure: { type: "error", detail: "GetProducts: the list does not end" } };
};

const keyOf = (wanted: Wanted): string => JSON.stringify([wanted.offer.service, filtersFor(wanted)]);

/** A fault of one question, which says nothing of the next. */
const isOfOne = ({ type }: Failure): boolean => type === "error";

/** Asks each question once, one after the other, and none any more where nobody answers: they would only be refused again. */
const createAsker = (call: Call) => {
  const answers = new Map<string, Answered>();
  const silent = new Map<string, Answered>();
  return {
    answerTo: async (wanted: Wanted, home: string): Promise<Answered> => {
      const key = keyOf(wanted);
      const answer = silent.get(home) ?? answers.get(key) ?? (await ask(call, wanted, home));
      answers.set(key, answer);
      if ("failure" in answer && !isOfOne(answer.failure)) silent.set(home, answer);
      return answer;
    },
    refused: () => [...new Set([...answers.values()].flatMap((answer) => ("failure" in answer ? [answer.failure.detail] : [])))].sort(),
  };
};

const nameOf = ({ type, region }: Instance, what: string | null): string => `${type}${what === null ? "" : ` (${what})`} in ${region}`;
const wordOf = (offer: Offer): string => ("component" in offer ? offer.component : offer.service);

const idOf = ({ kind, region, type, terms }: Instance): string => JSON.stringify([kind, region, type, terms]);

type Found = { price: AwsPrice | undefined; missing: string[] };

/** What an hour comes to, by all that it is billed by: a part of the money is no money. */
const lookUp = async (instance: Instance, asker: ReturnType<typeof createAsker>): Promise<Found> => {
  const { kind, region, type, terms } = instance;
  const [offers, home, currency] = [offersFor(kind, terms), priceRegionOf(region), currencyOf(region)];
  const none = (why: string): Found => ({ price: undefined, missing: [`${nameOf(instance, terms)}: ${why}`] });
  if (offers.length === 0) return none("no instance on demand");
  if (home === undefined) return none("AWS does not tell its prices there");
  const missing: string[] = [];
  let amount = 0;
  for (const offer of offers) {
    const wanted = { offer, region, type };
    const answer = await asker.answerTo(wanted, home);
    if ("failure" in answer) return { price: undefined, missing: [] };
    const found = priceAmong(answer.products, wanted, currency);
    if ("price" in found) amount += found.price;
    else missing.push(`${nameOf(instance, wordOf(offer))}: ${found.none}`);
  }
  return { price: missing.length === 0 ? { amount, currency } : undefined, missing };
};

/** What AWS's price list says of these instances, on demand. It never guesses: what is not there once and for certain has no price. */
export const askPrices = async ({ instances, clients, clock }: PriceOptions): Promise<AwsPrices> => {
  const isOurs = async (): Promise<boolean> => true;
  const { call, counts } = createCaller({ clients, clock, concurrency: 1, budgetSeconds, on: () => undefined, isOurs });
  const asker = createAsker(call);
  const found = new Map<string, Found>();
  for (const instance of instances) found.set(idOf(instance), await lookUp(instance, asker));
  return {
    priceOf: (instance) => found.get(idOf(instance))?.price,
    missing: [...new Set([...found.values()].flatMap(({ missing }) => missing))].sort(),
    refused: asker.refused(),
    calls: Object.values(counts()).reduce((sum, { sent }) => sum + sent, 0),
  };
};
