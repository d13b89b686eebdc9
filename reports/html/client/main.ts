import type { Packed } from "../shape.ts";
import { makeDetails } from "./details.ts";
import { byId, on } from "./dom.ts";
import { makeFacets } from "./facets.ts";
import { startKeys } from "./keys.ts";
import { rowsOf } from "./model.ts";
import { type Selection, select } from "./select.ts";
import { fromHash, initial, isPlace, sortKeys, type State, toggled, toHash } from "./state.ts";
import { makeTable } from "./table.ts";
import { startTheme } from "./theme.ts";

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");

const start = (): void => {
  const data: Packed = JSON.parse(byId("data").textContent ?? ""); // written by our own pack.ts
  const all = rowsOf(data);
  const byFingerprint = new Map(all.map((row) => [row.fingerprint, row]));
  const search = byId("search");
  let state: State = isPlace(location.hash) ? initial : fromHash(location.hash);
  let selection: Selection = select(all, state);

  const table = makeTable((at) => choose(at));
  const facets = makeFacets((name, value) => change({ ...toggled(state, name, value), selected: null }));
  const details = makeDetails({ close: () => change({ ...state, selected: null }), step: (by) => step(by) });

  const draw = (): void => {
    table.show(selection.rows, state);
    details.show(state.selected === null ? undefined : byFingerprint.get(state.selected));
    const some = selection.rows.length === all.length ? "" : `${grouped(selection.rows.length)} of `;
    byId("count").textContent = `${some}${grouped(all.length)}`;
    byId("clear").hidden = state.query === "" && Object.keys(state.facets).length === 0;
    if (search instanceof HTMLInputElement && search.value !== state.query) search.value = state.query;
  };

  /** Selecting leaves the list as it is; everything else makes it anew. */
  const enter = (next: State): void => {
    const only = toHash({ ...next, selected: null }) === toHash({ ...state, selected: null });
    state = next;
    if (!only) selection = select(all, state);
    if (!only) facets(selection.counts, state);
    draw();
  };
  const change = (next: State): void => {
    enter(next);
    history.replaceState(null, "", toHash(state));
  };
  const choose = (at: number): void => {
    const row = selection.rows[at];
    if (row) change({ ...state, selected: row.fingerprint === state.selected ? null : row.fingerprint });
  };
  const step = (by: number): void => {
    const at = selection.rows.findIndex((row) => row.fingerprint === state.selected);
    const next = at < 0 ? 0 : Math.min(selection.rows.length - 1, Math.max(0, at + by));
    const row = selection.rows[next];
    if (!row) return;
    table.reveal(next);
    change({ ...state, selected: row.fingerprint });
  };

  for (const element of document.querySelectorAll<HTMLElement>(".with-script")) if (element.id !== "details") element.hidden = false;
  for (const element of document.querySelectorAll<HTMLElement>(".no-script")) element.hidden = true;
  for (const button of document.querySelectorAll<HTMLElement>("[data-sort]"))
    button.addEventListener("click", () => {
      const sort = sortKeys.find((key) => key === button.dataset["sort"]) ?? initial.sort;
      change({ ...state, sort, descending: state.sort === sort && !state.descending });
    });
  search.addEventListener("input", () => {
    if (search instanceof HTMLInputElement) change({ ...state, query: search.value, selected: null });
  });
  on("clear", () => change({ ...state, query: "", facets: {}, selected: null }));
  on("print", () => print());
  on("filters-toggle", () => {
    const open = document.body.classList.toggle("has-filters");
    byId("filters-toggle").setAttribute("aria-expanded", String(open));
  });
  addEventListener("hashchange", () => {
    if (isPlace(location.hash)) return;
    enter(fromHash(location.hash));
    byId("findings").scrollIntoView();
  });
  startTheme();
  startKeys({
    step,
    open: () => (state.selected === null ? step(0) : byId("details").focus()),
    close: () => change({ ...state, selected: null }),
  });
  facets(selection.counts, state);
  draw();
  document.documentElement.classList.add("is-ready");
};

start();
