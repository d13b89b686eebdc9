import type { Json } from "../../src/estate/json.ts";
import { textsOf } from "./oracle.ts";

const isAlias = (written: string): boolean => written.includes("alias/");
const nameOf = (written: string): string =>
  isAlias(written) ? written.slice(written.indexOf("alias/")) : written.replace(/^(.*:)?key\//, "");

/** An alias is a key of its own in each account and region, where both say in which. */
const isApart = (one: string, other: string): boolean =>
  isAlias(one) && [one, other].every((each) => each.startsWith("arn:")) && one !== other;

/** Whether a key is on the list; undefined where the list calls none as this one is called, or there is no key. */
export const approvedKey = (key: Json, approved: Json | undefined): boolean | undefined => {
  if (typeof key !== "string") return undefined;
  const alike = textsOf(approved).filter((one) => isAlias(one) === isAlias(key));
  return alike.length === 0 ? undefined : alike.some((one) => nameOf(one) === nameOf(key) && !isApart(one, key));
};
