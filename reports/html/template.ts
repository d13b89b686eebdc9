import { visible } from "../visible.ts";

/**
 * Markup that we wrote ourselves. There are two ways to get one: the `html` template, which escapes whatever is put into it, and
 * `trusted`, which takes only what our own generator made.
 */
const markup = Symbol("markup");
export type Markup = { readonly [markup]: string };
type Value = string | number | null | Markup | readonly Markup[];

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;" };

/** Safe as text and inside quoted attributes. Control and turning characters are shown, not obeyed. */
export const escape = (text: string): string => visible(text).replaceAll(/[&<>"'`]/g, (char) => entities[char] ?? "");

const isMarkup = (value: Markup | readonly Markup[]): value is Markup => markup in value;

const rendered = (value: Value): string => {
  if (value === null) return "";
  if (typeof value === "string" || typeof value === "number") return escape(String(value));
  return isMarkup(value) ? value[markup] : value.map(rendered).join("");
};

export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  [markup]: strings.reduce((text, part, at) => text + rendered(values[at - 1] ?? null) + part),
});

export const nothing: Markup = { [markup]: "" };

/** For the generated script and style sheet, and for JSON that has been through `island`. */
export const trusted = (text: string): Markup => ({ [markup]: text });

export const toText = (value: Markup): string => value[markup];
