import type { Render } from "./render.ts";

export type { Render, RenderOptions } from "./render.ts";

/** Loaded when asked for: who wants one format does not pay for the others. */
export const formats = {
  terminal: async (): Promise<Render> => (await import("./terminal/index.ts")).render,
  json: async (): Promise<Render> => (await import("./json/index.ts")).render,
  sarif: async (): Promise<Render> => (await import("./sarif/index.ts")).render,
  html: async (): Promise<Render> => (await import("./html/index.ts")).render,
} as const satisfies Record<string, () => Promise<Render>>;

export type Format = keyof typeof formats;
export const formatNames: readonly string[] = Object.keys(formats);
export const isFormat = (name: string): name is Format => Object.hasOwn(formats, name);
