import dns from "node:dns";
import type { Resolves } from "./not-offered.ts";

/** Asked as the SDK's own connections ask. */
export const resolves: Resolves = (host) => new Promise((resolve) => dns.lookup(host, (error) => resolve(error === null)));
