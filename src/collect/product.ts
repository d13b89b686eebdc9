import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Offer } from "./offers.ts";

/** A product that AWS sells: what it is, and on what terms. */
export type Product = { attributes: JsonObject; terms: Json };

const inside = (value: Json | undefined, key: string): Json => (isObject(value) && Object.hasOwn(value, key) ? (value[key] ?? null) : null);

/** AWS's price list gives each product as a text of JSON. */
export const readProduct = (text: string): Product | undefined => {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(document)) return undefined;
  const attributes = inside(inside(document, "product"), "attributes");
  return isObject(attributes) ? { attributes, terms: inside(document, "terms") } : undefined;
};

const isOneOf = (value: Json | undefined, wanted: readonly string[]): boolean =>
  typeof value === "string" && wanted.some((one) => one.toLowerCase() === value.toLowerCase());

/** Which attributes an offer must have; what AWS filters by is looked at again here. */
const attributesOf = (offer: Offer): Readonly<Record<string, string>> => {
  if (offer.service === "AmazonSageMaker") return { platoinstancetype: offer.component };
  if (offer.service === "ElasticMapReduce") return { softwareType: "EMR" };
  return { operatingSystem: "Linux", tenancy: "Shared", preInstalledSw: "NA", capacitystatus: "Used" };
};

/** What it must be if it is said at all. */
const unlessOther: Readonly<Record<string, string>> = { locationType: "AWS Region", marketoption: "OnDemand" };

/** SageMaker's list has an instance's type under several names, some with its component behind it. */
const typesOf = (offer: Offer, { attributes }: Product): Json[] => {
  const { instanceType = null, instanceName = null, platoinstancename = null } = attributes;
  if (offer.service !== "AmazonSageMaker") return [instanceType];
  const bare = (value: Json): Json =>
    typeof value === "string" && value.toLowerCase().endsWith(`-${offer.component.toLowerCase()}`)
      ? value.slice(0, -offer.component.length - 1)
      : value;
  return [instanceType, instanceName, platoinstancename].map(bare);
};

export type Wanted = { offer: Offer; region: string; type: string };

/** The filters by which AWS is asked; of SageMaker's, all types of a component at once. */
export const filtersFor = ({ offer, region, type }: Wanted): { Type: "TERM_MATCH"; Field: string; Value: string }[] => {
  const fields = { regionCode: region, ...attributesOf(offer), ...(offer.service === "AmazonSageMaker" ? {} : { instanceType: type }) };
  return Object.entries(fields).map(([Field, Value]) => ({ Type: "TERM_MATCH", Field, Value }));
};

const isOf = (product: Product, { offer, region, type }: Wanted): boolean => {
  const { attributes } = product;
  const said = Object.entries(unlessOther).every(([name, value]) => attributes[name] === undefined || isOneOf(attributes[name], [value]));
  const fits = Object.entries(attributesOf(offer)).every(([name, value]) => isOneOf(attributes[name], [value]));
  return said && fits && attributes["regionCode"] === region && typesOf(offer, product).includes(type);
};

const valuesIn = (value: Json): Json[] => (isObject(value) ? Object.values(value) : []);

/** The one price of an hour on demand; undefined where there are more or none, or where it is not by the hour. */
const hourly = ({ terms }: Product, currency: string): number | undefined => {
  const dimensions = valuesIn(inside(terms, "OnDemand")).flatMap((offer) => valuesIn(inside(offer, "priceDimensions")));
  const [only, ...others] = dimensions;
  if (only === undefined || others.length > 0 || !isOneOf(inside(only, "unit"), ["Hrs", "Hours", "Hour"])) return undefined;
  const said = inside(inside(only, "pricePerUnit"), currency);
  const amount = typeof said === "string" && said !== "" ? Number(said) : Number.NaN;
  return Number.isFinite(amount) && amount > 0 ? amount : undefined;
};

/** What was found: a price, or why there is none. */
export type Priced = { price: number } | { none: "not sold" | "ambiguous" };

/** The price of an hour among these products. Two that differ, or one that cannot be read for certain, are no price. */
export const priceAmong = (products: readonly Product[], wanted: Wanted, currency: string): Priced => {
  const prices = products.filter((product) => isOf(product, wanted)).map((product) => hourly(product, currency));
  const [price] = prices;
  if (prices.length === 0) return { none: "not sold" };
  return price === undefined || prices.some((other) => other !== price) ? { none: "ambiguous" } : { price };
};
