import type { Packed } from "../shape.ts";
import { type Details, makeDetails } from "./details.ts";
import { byId, on } from "./dom.ts";
import { makeFacets } from "./facets.ts";
import { startKeys } from "./keys.ts";
import { type Row, rowsOf } from "./model.ts";
import { type Selection, select } from "./select.ts";
import { fromHash, initial, isPlace, sortKeys, type State, toggled, toHash } from "./state.ts";
import { makeTable } from "./table.ts";
import { startTheme } from "./theme.ts";

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");

const search = (): HTMLInputElement => {
  const input = byId("search");
  if (!(input instanceof HTMLInputElement)) throw new Error("#search is no input");
  return input;
};

/** What the toolbar says: how many of how many, and whether there is something to clear. */
const drawToolbar = (selection: Selection, all: readonly Row[], state: State): void => {
  const some = selection.rows.length === all.length ? "" : `${grouped(selection.rows.length)} of `;
  byId("count").textContent = `${some}${grouped(all.length)} ${all.length === 1 ? "finding" : "findings"}`;
  byId("clear").hidden = state.query === "" && Object.keys(state.facets).length === 0;
  if (search().value !== state.query) search().value = state.query;
};

type App = {
  state: () => State;
  /** Shows a state that came from the hash. */
  enter: (next: State) => void;
  /** Shows a state that came from the reader, and writes it into the hash. */
  change: (next: Partial<State>) => void;
  step: (by: number) => void;
};

const makeApp = (all: readonly Row[]): App => {
  const byFingerprint = new Map(all.map((row) => [row.fingerprint, row]));
  let state: State = isPlace(location.hash) ? initial : fromHash(location.hash);
  let selection: Selection = select(all, state);

  const choose = (at: number): void => {
    const row = selection.rows[at];
    if (row) change({ selected: row.fingerprint === state.selected ? null : row.fingerprint });
  };
  const step = (by: number): void => {
    const at = selection.rows.findIndex((row) => row.fingerprint === state.selected);
    const next = at < 0 ? 0 : Math.min(selection.rows.length - 1, Math.max(0, at + by));
    const row = selection.rows[next];
    if (!row) return;
    table.reveal(next);
    change({ selected: row.fingerprint });
  };
  const table = makeTable(choose);
  const facets = makeFacets(select(all, initial).counts, (name, value) =>
    change({ facets: toggled(state, name, value).facets, selected: null }),
  );
  const details: Details = makeDetails({ close: () => change({ selected: null }), step });

  const draw = (): void => {
    table.show(selection.rows, state);
    details.show(state.selected === null ? undefined : byFingerprint.get(state.selected));
    drawToolbar(selection, all, state);
  };
  /** Selecting leaves the list as it is; everything else makes it anew. */
  const enter = (next: State): void => {
    const sameList = toHash({ ...next, selected: null }) === toHash({ ...state, selected: null });
    state = next;
    if (!sameList) selection = select(all, state);
    if (!sameList) facets(selection.counts, state);
    draw();
  };
  const change = (next: Partial<State>): void => {
    enter({ ...state, ...next });
    history.replaceState(null, "", toHash(state));
  };

  facets(selection.counts, state);
  draw();
  return { state: () => state, enter, change, step };
};

const startToolbar = ({ state, change }: App): void => {
  search().addEventListener("input", () => change({ query: search().value, selected: null }));
  on("clear", () => change({ query: "", facets: {}, selected: null }));
  on("print", () => print());
  on("filters-toggle", () => {
    const open = document.body.classList.toggle("has-filters");
    byId("filters-toggle").setAttribute("aria-expanded", String(open));
  });
  for (const button of document.querySelectorAll<HTMLElement>("[data-sort]"))
    button.addEventListener("click", () => {
      const sort = sortKeys.find((key) => key === button.dataset["sort"]) ?? initial.sort;
      change({ sort, descending: state().sort === sort && !state().descending });
    });
};

/** The page works without a script; what needs one is hidden until it runs. */
const unveil = (): void => {
  for (const element of document.querySelectorAll<HTMLElement>(".with-script")) if (element.id !== "details") element.hidden = false;
  for (const element of document.querySelectorAll<HTMLElement>(".no-script")) element.hidden = true;
  document.documentElement.classList.add("is-ready");
};

/** Written by our own pack.ts, in this very file. */
const readData: (text: string) => Packed = JSON.parse;

const start = (): void => {
  unveil();
  const app = makeApp(rowsOf(readData(byId("data").textContent ?? "")));
  startToolbar(app);
  startTheme();
  startKeys({
    step: app.step,
    open: () => (app.state().selected === null ? app.step(0) : byId("details").focus()),
    close: () => app.change({ selected: null }),
  });
  addEventListener("hashchange", () => {
    if (isPlace(location.hash)) return;
    app.enter(fromHash(location.hash));
    byId("findings").scrollIntoView();
  });
};

start();
