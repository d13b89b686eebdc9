type Attributes = Record<string, string>;

/** The only way in which the page's script makes anything: text is set as text, never parsed. */
export const el = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** The page and its script are made together: what one names the other has. */
export const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
};

export const on = (id: string, act: () => void): void => byId(id).addEventListener("click", act);

/** Only to where we chose to link: https, without a referrer, in a page of its own. */
export const link = (href: string, text: string): HTMLElement =>
  href.startsWith("https://docs.aws.amazon.com/")
    ? el("a", { href, rel: "noopener noreferrer", target: "_blank" }, text)
    : el("span", {}, text);
