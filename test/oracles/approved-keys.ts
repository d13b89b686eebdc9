import type { Json } from "../../src/estate/json.ts";
import { textsOf } from "./oracle.ts";

const isAlias = (written: string): boolean => written.includes("alias/");
const nameOf = (written: string): string =>
  isAlias(written) ? written.slice(written.indexOf("alias/")) : written.replace(/^(.*:)?key\//, "");

/** Whether a key is on the list; undefined where the list calls none as this one is called, or there is no key. */
export const approvedKey = (key: Json, approved: Json | undefined): boolean | undefined => {
  if (typeof key !== "string") return undefined;
  const alike = textsOf(approved).filter((one) => isAlias(one) === isAlias(key));
  return alike.length === 0 ? undefined : alike.some((one) => nameOf(one) === nameOf(key));
};
