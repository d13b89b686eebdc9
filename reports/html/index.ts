import { createHash } from "node:crypto";
import type { ReportSource } from "../../src/findings/report-source.ts";
import { headline } from "../headline.ts";
import type { Render } from "../render.ts";
import { cards } from "./cards.ts";
import { clientScript, styleSheet } from "./client.generated.ts";
import { coverage } from "./coverage.ts";
import { findings } from "./findings.ts";
import { hero } from "./hero.ts";
import { icons } from "./icon.ts";
import { packed } from "./pack.ts";
import { notices, provenance, rules } from "./rules.ts";
import { html, type Markup, toText, trusted } from "./template.ts";

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is loaded, nothing is sent, and no script but ours runs, even if a name got past the escaping. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src ${hash(clientScript)}`,
  `style-src ${hash(styleSheet)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const top = (report: ReportSource): Markup =>
  html`<header class="top">
    <a class="brand" href="#">${icons.mark}<span>sagewarden</span></a>
    <p class="subject">
      <b>${report.target}</b><span>${report.source} · profile ${report.profile} · <time datetime="${report.now}">${report.now}</time></span>
    </p>
    <div class="actions with-script" hidden>
      <button type="button" id="help-open" title="Keyboard">${icons.help}<span class="sr">Keyboard</span></button>
      <button type="button" id="print" title="Print">${icons.print}<span class="sr">Print</span></button>
      <button type="button" id="theme" title="Light or dark">${icons.theme}<span class="sr">Light or dark</span></button>
    </div>
  </header>`;

const keys: [string, string][] = [
  ["/", "search"],
  ["j k", "next and previous finding"],
  ["Enter", "read the details"],
  ["Esc", "close, or leave the search"],
  ["?", "this help"],
];

const help = html`<dialog id="help" aria-labelledby="help-title">
  <h2 id="help-title">Keyboard</h2>
  <dl>
    ${keys.map(
      ([key, does]) =>
        html`<div>
          <dt>${key.split(" ").map((one) => html`<kbd>${one}</kbd>`)}</dt>
          <dd>${does}</dd>
        </div>`,
    )}
  </dl>
  <p>
    In the search, words must all be there. <code>kind:model</code>, <code>sev:high</code>, <code>rule:</code>, <code>project:</code>,
    <code>owner:</code>, <code>account:</code>, <code>region:</code>, <code>family:</code> and <code>verdict:</code> ask one field;
    <code>-</code> before a word excludes.
  </p>
  <button type="button" id="help-close" class="plain">Close</button>
</dialog>`;

/** Where the data goes: nothing else can bring this character, as whatever is escaped shows it instead. */
const slot = "\0";

const page = (report: ReportSource): Markup =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(contentSecurityPolicy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${headline(report).word}: ${report.target} · sagewarden</title>
        ${trusted(`<style>${styleSheet}</style>`)}
      </head>
      <body>
        <a class="skip" href="#findings">Skip to the findings</a>
        ${top(report)}
        <main>${hero(report)} ${notices(report)} ${cards(report)} ${findings(report)} ${coverage(report)} ${rules(report)}</main>
        ${provenance(report)} ${help} ${trusted(`<script type="application/json" id="data">${slot}</script>`)}
        ${trusted(`<script>${clientScript}</script>`)}
      </body>
    </html> `;

/** One file, for a browser without a network: read on any machine, kept as evidence, mailed. */
export const render: Render = function* (report) {
  const [before = "", after = ""] = toText(page(report)).trim().split(slot);
  yield before;
  yield* packed(report);
  yield `${after}\n`;
};
