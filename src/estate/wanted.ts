/** What is wanted of the resources of a kind: fields by name; tags, and the keys that somebody looks for among them. */
export type WantedOfKind = { fields: ReadonlySet<string>; tags: boolean; tagKeys: ReadonlySet<string> };

/** By kind. A kind that is not in it is not wanted at all. */
export type Wanted = ReadonlyMap<string, WantedOfKind>;
