/** What instances cost, as the user says it: nothing here is built in. */
export type PriceList = {
  /** As ISO 4217 writes it: EUR. */
  currency: string;
  /** Instance type -> price of an hour. */
  perHour: Readonly<Record<string, number>>;
  /** Region -> the same, in place of it. */
  regions: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

const own = (prices: Readonly<Record<string, number>> | undefined, type: string): number | undefined =>
  prices && Object.hasOwn(prices, type) ? prices[type] : undefined;

/** Undefined where the list does not say: then no money is shown. */
export const priceOf = (list: PriceList, region: string, type: string): number | undefined =>
  own(Object.hasOwn(list.regions, region) ? list.regions[region] : undefined, type) ?? own(list.perHour, type);
