import { type Truth, truth } from "./truth.ts";

const octets = (address: string): number | undefined => {
  const parts = address.split(".");
  const isAddress = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return isAddress ? parts.reduce((sum, part) => sum * 256 + Number(part), 0) : undefined;
};

/** Whether an IPv4 address lies in a range. Of IPv6 nothing is said but that an IPv4 address is none of it. */
export const inCidr = (address: string, range: string): Truth => {
  const [base = "", length = "32"] = range.split("/");
  const [own, other] = [octets(address), octets(base)];
  if (own === undefined || !/^\d{1,2}$/.test(length) || Number(length) > 32) return range.includes(":") && own !== undefined ? "no" : "perhaps";
  if (other === undefined) return range.includes(":") ? "no" : "perhaps";
  const size = 2 ** (32 - Number(length));
  return truth(Math.floor(own / size) === Math.floor(other / size));
};
