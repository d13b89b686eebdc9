import { readdirSync } from "node:fs";
import type { Oracle } from "./oracle.ts";

const names = readdirSync(new URL(".", import.meta.url))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replace(".ts", ""))
  .sort();

const isOracle = (value: unknown): value is Oracle => typeof value === "function";

const load = async (name: string): Promise<[string, Oracle][]> => {
  const exported: unknown = await import(new URL(`${name}.ts`, import.meta.url).href);
  const oracle = typeof exported === "object" && exported !== null && "default" in exported ? exported.default : undefined;
  return isOracle(oracle) ? [[name, oracle]] : [];
};

/** Every oracle of the folder by its rule's id. */
export const oracles: Readonly<Record<string, Oracle>> = Object.fromEntries((await Promise.all(names.map(load))).flat());
