import { byId, el } from "./dom.ts";
import { type FacetName, facetNames } from "./model.ts";
import type { FacetCounts } from "./select.ts";
import type { State } from "./state.ts";

const titles: Record<FacetName, string> = {
  verdict: "Verdict",
  severity: "Severity",
  family: "Family",
  kind: "Kind",
  project: "Project",
  owner: "Owner",
  account: "Account",
  region: "Region",
  rule: "Rule",
};

const fixedOrder: Partial<Record<FacetName, readonly string[]>> = {
  verdict: ["fail", "unknown", "exempt"],
  severity: ["critical", "high", "medium", "low", "info"],
};
const shownValues = 7;

/** Fixed ones keep their places, also those that nothing has just now. */
const valuesOf = (name: FacetName, counts: Map<string, number>, chosen: readonly string[]): string[] => {
  const values = [...new Set([...counts.keys(), ...chosen])];
  const order = fixedOrder[name];
  if (order) return [...order];
  return values.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1));
};

type Facets = (counts: FacetCounts, state: State) => void;

/** The filters. What can only have one value for everything filters nothing, and is left out. */
export const makeFacets = (everything: FacetCounts, toggle: (name: FacetName, value: string) => void): Facets => {
  const holder = byId("facets");
  const opened = new Set<FacetName>();
  let redraw = (): void => undefined;

  const choice = (name: FacetName, value: string, amount: number, checked: boolean): HTMLElement => {
    const box = el("input", { type: "checkbox", "data-facet": `${name}=${value}` });
    box.checked = checked;
    box.addEventListener("change", () => toggle(name, value));
    const dot = name === "severity" || name === "verdict" ? [el("span", { class: `dot fill-${value}` })] : [];
    return el(
      "label",
      { class: amount === 0 ? "choice is-empty" : "choice" },
      box,
      ...dot,
      el("span", { class: "choice-name" }, value),
      el("span", { class: "choice-count" }, String(amount)),
    );
  };

  const group = (name: FacetName, counts: Map<string, number>, chosen: readonly string[]): HTMLElement[] => {
    if (everything[name].size < 2 && chosen.length === 0) return [];
    const values = valuesOf(name, counts, chosen);
    const shown = opened.has(name) ? values : values.filter((value, at) => at < shownValues || chosen.includes(value));
    const choices = shown.map((value) => choice(name, value, counts.get(value) ?? 0, chosen.includes(value)));
    const more = el("button", { type: "button", class: "more" }, opened.has(name) ? "Fewer" : `All ${values.length}`);
    more.addEventListener("click", () => {
      if (!opened.delete(name)) opened.add(name);
      redraw();
    });
    return [el("fieldset", {}, el("legend", {}, titles[name]), ...choices, ...(values.length > shownValues ? [more] : []))];
  };

  return (counts, state) => {
    redraw = () => {
      const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["facet"] : undefined;
      holder.replaceChildren(...facetNames.flatMap((name) => group(name, counts[name], state.facets[name] ?? [])));
      const boxes = [...holder.querySelectorAll<HTMLElement>("[data-facet]")];
      if (focused !== undefined) boxes.find((box) => box.dataset["facet"] === focused)?.focus();
    };
    redraw();
  };
};
