import { byId, el, link } from "./dom.ts";
import type { Row } from "./model.ts";

const fixableInWords: Record<string, string> = {
  "in-place": "Can be changed in place.",
  "stop-first": "Can be changed once it is stopped.",
  recreate: "Can only be changed by making it anew.",
  none: "Only AWS can change it.",
};

const section = (title: string, ...content: (Node | string)[]): HTMLElement => el("section", {}, el("h4", {}, title), ...content);

const pairs = (entries: readonly (readonly [string, string | null])[]): HTMLElement =>
  el("dl", {}, ...entries.flatMap(([name, value]) => (value === null ? [] : [el("div", {}, el("dt", {}, name), el("dd", {}, value))])));

const copyButton = (text: string, label: string): HTMLElement => {
  const button = el("button", { type: "button", class: "copy" }, label);
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(text).then(
      () => (button.textContent = "Copied"),
      () => (button.textContent = "Select and copy by hand"),
    );
  });
  return button;
};

const evidenceOf = (row: Row): HTMLElement[] =>
  row.evidence.length === 0
    ? []
    : [
        section(
          "Evidence",
          ...row.evidence.map(([key, value]) =>
            el("div", { class: "proof" }, el("code", { class: "path" }, key), el("code", { class: "seen" }, value)),
          ),
        ),
      ];

const openOf = (row: Row): HTMLElement[] =>
  row.open.length === 0
    ? []
    : [
        section(
          "Not known",
          ...row.open.map(([path, reason, detail]) =>
            el(
              "div",
              { class: "proof" },
              el("code", { class: "path" }, path),
              el("span", { class: "reason" }, reason.replaceAll("-", " ")),
              el("small", {}, detail),
            ),
          ),
        ),
      ];

const fixOf = (row: Row): HTMLElement[] => {
  if (row.rule.fixes.length === 0) return [];
  const ways = row.rule.fixes.map(([title, lines], at) => {
    const text = lines.join("\n");
    const body = el("div", { class: "fix-body" }, el("pre", {}, text), copyButton(text, "Copy"));
    return el("details", at === 0 ? { open: "" } : {}, el("summary", {}, title), body);
  });
  const remedy = row.rule.remedy === null ? [] : [el("p", { class: "quiet" }, `sagewarden fix plan can prepare it: ${row.rule.remedy}.`)];
  return [section("Fix", el("p", { class: "quiet" }, fixableInWords[row.rule.fixable] ?? ""), ...ways, ...remedy)];
};

const controlsOf = (row: Row): HTMLElement[] =>
  row.rule.controls.length === 0
    ? []
    : [
        section(
          "Controls",
          el(
            "ul",
            { class: "chips" },
            ...row.rule.controls.map(([framework, id, href]) => el("li", { title: framework }, href === null ? id : link(href, id))),
          ),
        ),
      ];

const waiverOf = (row: Row): HTMLElement[] =>
  row.waiver === null
    ? []
    : [
        section(
          "Exempt",
          el("p", {}, row.waiver.reason),
          pairs([
            ["Exception", row.waiver.id],
            ["Owner", row.waiver.owner],
            ["Until", row.waiver.expires],
          ]),
        ),
      ];

const resourceOf = ({ resource }: Row): HTMLElement =>
  section(
    "Resource",
    pairs([
      ["Kind", resource.kind],
      ["Project", resource.project ?? "none"],
      ["Owner", resource.user ?? "none"],
      ["State", resource.state],
      ["Account", resource.account],
      ["Region", resource.region],
      ["Created", resource.createdAt],
      ["In code", resource.place],
    ]),
    el("p", { class: "identity" }, el("code", {}, resource.id)),
    copyButton(resource.id, resource.place === null ? "Copy ARN" : "Copy address"),
  );

export type Details = { show: (row: Row | undefined) => void };

export const makeDetails = (act: { close: () => void; step: (by: number) => void }): Details => {
  const panel = byId("details");
  const button = (text: string, label: string, does: () => void): HTMLElement => {
    const made = el("button", { type: "button", class: "plain", "aria-label": label, title: label }, text);
    made.addEventListener("click", does);
    return made;
  };
  const show = (row: Row | undefined): void => {
    panel.hidden = row === undefined;
    document.body.classList.toggle("has-details", row !== undefined);
    if (row === undefined) return panel.replaceChildren();
    const mark = row.verdict === "fail" ? row.severity : row.verdict;
    const badges = [
      el("span", { class: `badge tone-${mark}` }, mark),
      ...(row.verdict === "fail" ? [] : [el("span", { class: "quiet" }, row.severity)]),
    ];
    panel.replaceChildren(
      el(
        "header",
        {},
        ...badges,
        el("span", { class: "grow" }),
        button("↑", "Previous finding", () => act.step(-1)),
        button("↓", "Next finding", () => act.step(1)),
        button("✕", "Close", act.close),
      ),
      el("h3", {}, row.rule.title),
      el("p", { class: "message" }, row.message),
      ...(row.facts.length > 0 ? [pairs(row.facts)] : []),
      ...waiverOf(row),
      ...evidenceOf(row),
      ...openOf(row),
      section("Why it matters", el("p", {}, row.rule.why)),
      ...fixOf(row),
      resourceOf(row),
      ...controlsOf(row),
      section(
        "Finding",
        el("p", { class: "identity" }, el("code", {}, row.fingerprint.slice(0, 16)), " ", el("code", {}, row.rule.id)),
        copyButton(row.fingerprint, "Copy fingerprint"),
      ),
    );
    panel.scrollTop = 0;
  };
  return { show };
};
