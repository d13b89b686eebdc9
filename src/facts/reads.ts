import { factSources } from "./index.ts";

/** What a derived field may be derived from: what its source says that it reads of the resource itself, and of others. */
export const factReads = (kind: string, fact: string): Record<string, readonly string[]> => {
  const reads: Record<string, readonly string[]> = {};
  for (const source of factSources) {
    if (!source.kinds.includes(kind) || !Object.hasOwn(source.fields, fact)) continue;
    for (const [of, fields] of Object.entries({ [kind]: source.reads[kind] ?? [], ...source.looksAt }))
      reads[of] = [...(reads[of] ?? []), ...fields];
  }
  return reads;
};
