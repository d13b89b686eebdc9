import { type FacetName, facetNames, type Row } from "./model.ts";
import type { SortKey, State } from "./state.ts";

type Test = (row: Row) => boolean;

const aliases = new Map<string, FacetName>([
  ["sev", "severity"],
  ["user", "owner"],
]);

const fieldOf = (name: string): FacetName | undefined => aliases.get(name) ?? facetNames.find((facet) => facet === name);

/** `sev:high` asks a field, `-word` excludes, `"two words"` stay together, everything else is looked for anywhere. */
const testOf = (token: string): Test => {
  if (token.startsWith("-") && token.length > 1) {
    const test = testOf(token.slice(1));
    return (row) => !test(row);
  }
  const [, name, value] = /^([a-z]+):(.*)$/.exec(token) ?? [];
  const field = name === undefined ? undefined : fieldOf(name);
  if (field !== undefined && value !== undefined) {
    const wanted = value.replaceAll('"', "");
    return (row) => row.facets[field].toLowerCase().includes(wanted);
  }
  const wanted = token.replaceAll('"', "");
  return (row) => row.text.includes(wanted);
};

const queryTests = (query: string): Test[] => (query.toLowerCase().match(/(?:[^\s"]+|"[^"]*"?)+/g) ?? []).map(testOf);

const facetTest = (state: State, except?: FacetName): Test => {
  const wanted = facetNames
    .filter((name) => name !== except && state.facets[name] !== undefined)
    .map((name) => [name, new Set(state.facets[name])] as const);
  return (row) => wanted.every(([name, values]) => values.has(row.facets[name]));
};

const keys: Record<SortKey, (row: Row) => string> = {
  severity: () => "",
  rule: (row) => row.rule.title,
  resource: (row) => row.resource.name,
  project: (row) => `${row.facets.project}\n${row.facets.owner}`,
  place: (row) => row.resource.place ?? `${row.facets.region}\n${row.facets.account}`,
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows come worst first; that order decides between equals, and is the order of severity itself. */
const ordered = (rows: Row[], state: State): Row[] => {
  const key = keys[state.sort];
  const sign = state.descending ? -1 : 1;
  if (state.sort === "severity") return state.descending ? rows.sort((a, b) => b.rank - a.rank) : rows;
  const keyed = rows.map((row) => ({ row, key: key(row) }));
  return keyed.sort((a, b) => sign * compare(a.key, b.key)).map((entry) => entry.row);
};

export type FacetCounts = Record<FacetName, Map<string, number>>;
export type Selection = { rows: Row[]; counts: FacetCounts };

const count = (rows: readonly Row[], name: FacetName, test: Test): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) if (test(row)) counts.set(row.facets[name], (counts.get(row.facets[name]) ?? 0) + 1);
  return counts;
};

/** What is shown, and beside every value of a facet how many there would be with it, the other facets staying as they are. */
export const select = (all: readonly Row[], state: State): Selection => {
  const tests = queryTests(state.query);
  const found = tests.length === 0 ? all : all.filter((row) => tests.every((test) => test(row)));
  const counts = (name: FacetName): Map<string, number> => count(found, name, facetTest(state, name));
  return {
    rows: ordered(found.filter(facetTest(state)), state),
    counts: {
      verdict: counts("verdict"),
      severity: counts("severity"),
      family: counts("family"),
      kind: counts("kind"),
      project: counts("project"),
      owner: counts("owner"),
      account: counts("account"),
      region: counts("region"),
      rule: counts("rule"),
    },
  };
};
