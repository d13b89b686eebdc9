import { type FacetName, facetNames } from "./model.ts";

export const sortKeys = ["severity", "rule", "resource", "project", "place"] as const;
export type SortKey = (typeof sortKeys)[number];

/** All that the page remembers. It lives in the hash, so that a link shows somebody else the same thing. */
export type State = {
  query: string;
  facets: Partial<Record<FacetName, string[]>>;
  sort: SortKey;
  descending: boolean;
  selected: string | null;
};

export const initial: State = { query: "", facets: {}, sort: "severity", descending: false, selected: null };

const isSortKey = (text: string): text is SortKey => sortKeys.some((key) => key === text);

export const fromHash = (hash: string): State => {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const facets: State["facets"] = {};
  for (const name of facetNames) {
    const values = [...new Set(parameters.getAll(name))];
    if (values.length > 0) facets[name] = values;
  }
  const sort = (parameters.get("sort") ?? "").replace(/^-/, "");
  return {
    query: parameters.get("q") ?? "",
    facets,
    sort: isSortKey(sort) ? sort : initial.sort,
    descending: isSortKey(sort) && (parameters.get("sort") ?? "").startsWith("-"),
    selected: parameters.get("finding"),
  };
};

export const toHash = (state: State): string => {
  const parameters = new URLSearchParams();
  if (state.query !== "") parameters.set("q", state.query);
  for (const name of facetNames) for (const value of state.facets[name] ?? []) parameters.append(name, value);
  if (state.sort !== initial.sort || state.descending) parameters.set("sort", `${state.descending ? "-" : ""}${state.sort}`);
  if (state.selected !== null) parameters.set("finding", state.selected);
  return `#${parameters.toString()}`;
};

/** A hash that is a place in the page (`#coverage`) and no state of the table. */
export const isPlace = (hash: string): boolean => hash.length > 1 && !hash.includes("=");

export const toggled = (state: State, name: FacetName, value: string): State => {
  const before = state.facets[name] ?? [];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  const { [name]: _, ...others } = state.facets;
  return { ...state, facets: after.length > 0 ? { ...others, [name]: after } : others };
};
