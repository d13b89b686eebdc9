import { kinds } from "../kinds/registry.ts";
import { factSources } from "./index.ts";

/** What a derived field may be derived from: all of its own resource, and what its source says that it looks at. */
export const factReads = (kind: string, fact: string): Record<string, readonly string[]> => {
  const sources = factSources.filter((source) => source.kinds.includes(kind) && Object.hasOwn(source.fields, fact));
  if (sources.length === 0) return {};
  const own = Object.keys(kinds.find(({ name }) => name === kind)?.fields ?? {});
  const reads: Record<string, readonly string[]> = { [kind]: own };
  for (const { looksAt } of sources)
    for (const [other, fields] of Object.entries(looksAt)) reads[other] = [...(reads[other] ?? []), ...fields];
  return reads;
};
