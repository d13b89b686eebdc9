import { kinds } from "../../src/kinds/registry.ts";
import { tables } from "./tables.ts";

/** The kinds that the stand-in has, which may be behind ours. */
export const servedKinds = kinds.filter(({ name }) => tables.some(({ kind }) => kind === name));
