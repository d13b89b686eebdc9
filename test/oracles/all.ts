import { readdirSync } from "node:fs";
import type { Oracle } from "./oracle.ts";

const names = readdirSync(new URL(".", import.meta.url))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replace(".ts", ""))
  .sort();

const load = async (name: string): Promise<[string, Oracle][]> => {
  const module: { default?: Oracle } = await import(`./${name}.ts`);
  return module.default ? [[name, module.default]] : [];
};

/** Every oracle of the folder by its rule's id. */
export const oracles: Readonly<Record<string, Oracle>> = Object.fromEntries((await Promise.all(names.map(load))).flat());
