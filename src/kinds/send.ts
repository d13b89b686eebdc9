import type { JsonObject } from "../estate/json.ts";
import type { Operation } from "./operation.ts";

/** Carries out one operation of AWS in a region, once. Throws what AWS or the network answers; times in the answer are RFC 3339. */
export type Send = (operation: Operation, input: Record<string, unknown>, region: string) => Promise<JsonObject>;
