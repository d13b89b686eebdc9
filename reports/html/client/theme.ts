import { on } from "./dom.ts";

const stored = (): string | null => {
  try {
    return localStorage.getItem("sagewarden-theme");
  } catch {
    return null; // pages from a file may have no storage
  }
};

const apply = (theme: string | null): void => {
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
};

/** The system's choice until somebody makes another. */
export const startTheme = (): void => {
  apply(stored());
  on("theme", () => {
    const dark =
      document.documentElement.dataset["theme"] === "dark" ||
      (!document.documentElement.dataset["theme"] && matchMedia("(prefers-color-scheme: dark)").matches);
    const next = dark ? "light" : "dark";
    apply(next);
    try {
      localStorage.setItem("sagewarden-theme", next);
    } catch {
      // then it is chosen again next time
    }
  });
};
