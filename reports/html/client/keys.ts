import { byId, on } from "./dom.ts";

type Acts = { step: (by: number) => void; open: () => void; close: () => void };

/** Keys work where nothing is being typed. */
export const startKeys = ({ step, open, close }: Acts): void => {
  const search = byId("search");
  const help = byId("help");
  const showHelp = (): void => {
    if (help instanceof HTMLDialogElement) help.showModal();
  };
  on("help-open", showHelp);
  on("help-close", () => {
    if (help instanceof HTMLDialogElement) help.close();
  });
  const acts = new Map<string, () => void>([
    ["/", () => search.focus()],
    ["j", () => step(1)],
    ["k", () => step(-1)],
    ["Enter", open],
    ["Escape", close],
    ["?", showHelp],
  ]);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (help instanceof HTMLDialogElement && help.open)) return;
    const at = event.target;
    const typing = at instanceof HTMLInputElement && at.type !== "checkbox";
    if (typing) {
      if (event.key === "Escape" || event.key === "Enter") at.blur();
      return;
    }
    if (event.key === "Enter" && at instanceof Element && at.closest("a, button, summary, input")) return;
    const act = acts.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
};
