import { byId, el } from "./dom.ts";
import type { Row } from "./model.ts";
import type { State } from "./state.ts";

/** Rows beyond the edge of the screen that are drawn anyway, so that scrolling shows no holes. */
const margin = 16;
/** Rows that a printer gets; the JSON report has the rest. */
const printed = 5000;

const cell = (name: string, main: string, under: string): HTMLElement =>
  el("td", { class: name }, el("b", {}, main), el("small", {}, under));

const drawRow = (row: Row, at: number, selected: boolean): HTMLTableRowElement => {
  const mark = row.verdict === "fail" ? row.severity : row.verdict;
  const { resource } = row;
  return el(
    "tr",
    { "aria-rowindex": String(at + 2), "aria-selected": String(selected), "data-at": String(at), tabindex: selected ? "0" : "-1" },
    el("td", { class: "c-sev" }, el("span", { class: `badge tone-${mark}` }, mark)),
    cell("c-what", row.rule.title, row.message),
    cell("c-res", resource.name, resource.kind),
    cell("c-own", resource.project ?? "–", resource.user ?? "–"),
    cell("c-where", resource.place ?? resource.region, resource.place === null ? resource.account : ""),
  );
};

const spacer = (height: number): HTMLTableRowElement => {
  const row = el("tr", { class: "spacer", "aria-hidden": "true" }, el("td"));
  row.style.height = `${height}px`;
  return row;
};

export type Table = {
  show: (rows: readonly Row[], state: State) => void;
  /** Brings a row into view. */
  reveal: (at: number) => void;
};

/** Calls at most once a frame, however often it is asked. */
const oncePerFrame = (act: () => void): (() => void) => {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      act();
    });
  };
};

const showSort = (table: HTMLElement, state: State): void => {
  for (const button of table.querySelectorAll<HTMLElement>("[data-sort]")) {
    const own = button.dataset["sort"] === state.sort;
    button.closest("th")?.setAttribute("aria-sort", own ? (state.descending ? "descending" : "ascending") : "none");
  }
};

/** Rows have one height, which the style sheet says. */
const rowHeight = (table: HTMLElement): number => Number.parseFloat(getComputedStyle(table).getPropertyValue("--row")) || 58;

const makeReveal =
  (table: HTMLElement, body: HTMLElement): Table["reveal"] =>
  (at) => {
    const head = (table.querySelector("thead")?.getBoundingClientRect().bottom ?? 0) + 4;
    const height = rowHeight(table);
    const top = body.getBoundingClientRect().top + at * height;
    if (top < head) scrollBy(0, top - head);
    else if (top + height > innerHeight) scrollBy(0, top + height - innerHeight + 4);
  };

/** A list of any length of which only what can be seen is drawn. */
export const makeTable = (choose: (at: number) => void): Table => {
  const table = byId("table");
  const body = byId("rows");
  let rows: readonly Row[] = [];
  let selected: string | null = null;
  let drawn = "";

  const draw = (from: number, to: number): void => {
    if (`${from}-${to}` === drawn) return;
    drawn = `${from}-${to}`;
    const height = rowHeight(table);
    const focused = body.contains(document.activeElement);
    const shown = rows.slice(from, to).map((row, index) => drawRow(row, from + index, row.fingerprint === selected));
    body.replaceChildren(spacer(from * height), ...shown, spacer((rows.length - to) * height));
    if (focused) body.querySelector<HTMLElement>("[aria-selected=true]")?.focus({ preventScroll: true });
  };
  const drawVisible = (): void => {
    const top = -body.getBoundingClientRect().top;
    const from = Math.max(0, Math.floor(top / rowHeight(table)) - margin);
    const to = Math.min(rows.length, Math.ceil((top + innerHeight) / rowHeight(table)) + margin);
    draw(Math.min(from, rows.length), Math.max(to, Math.min(rows.length, margin)));
  };

  const soon = oncePerFrame(drawVisible);
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  addEventListener("beforeprint", () => draw(0, Math.min(rows.length, printed)));
  addEventListener("afterprint", drawVisible);
  body.addEventListener("click", (event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("tr[data-at]") : null;
    if (row && getSelection()?.type !== "Range") choose(Number(row.dataset["at"]));
  });

  const show: Table["show"] = (next, state) => {
    rows = next;
    selected = state.selected;
    drawn = "";
    table.setAttribute("aria-rowcount", String(rows.length + 1));
    showSort(table, state);
    drawVisible();
  };
  return { show, reveal: makeReveal(table, body) };
};
