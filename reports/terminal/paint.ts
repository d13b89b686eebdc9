import type { RenderOptions } from "../render.ts";
import { visible } from "../visible.ts";
import { cut, widthOf } from "./width.ts";

const styles = {
  bold: "1",
  dim: "2",
  critical: "1;97;41",
  high: "1;31",
  medium: "1;33",
  low: "1;36",
  info: "1;34",
  good: "1;32",
  bad: "1;31",
  warning: "33",
} as const;
export type Style = keyof typeof styles;

/** A piece of a line. Its text may hold anything: nobody but `paint` turns it into bytes. */
export type Span = { text: string; style?: Style; link?: string };
export type Line = readonly Span[];

export const span = (text: string, style?: Style): Span => (style ? { text, style } : { text });

const painted = ({ text, style, link }: Span, options: RenderOptions): string => {
  const inked = options.color && style && text !== "" ? `\u001b[${styles[style]}m${text}\u001b[0m` : text;
  return options.links && link ? `\u001b]8;;${encodeURI(visible(link))}\u001b\\${inked}\u001b]8;;\u001b\\` : inked;
};

/** The one sink: every text becomes visible, every line fits. */
const paintLine = (line: Line, options: RenderOptions): string => {
  let left = options.width;
  let out = "";
  for (const piece of line) {
    const text = cut(visible(piece.text), left);
    left -= widthOf(text);
    if (text !== "") out += painted({ ...piece, text }, options);
  }
  return out.trimEnd();
};

export const paint = (lines: readonly Line[], options: RenderOptions): string =>
  lines.map((line) => `${paintLine(line, options)}\n`).join("");
