import { html, type Markup } from "./template.ts";

/** Drawn, not fetched: 20 by 20, in the colour of the text around them. */
export const icons = {
  mark: html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <path class="mark-shield" d="M16 2 28 6v9c0 7.6-5 12.6-12 15C9 27.6 4 22.6 4 15V6z" />
    <path class="mark-eye" d="M8 15.500c2.2-3.4 4.9-5 8-5s5.8 1.6 8 5c-2.2 3.4-4.9 5-8 5s-5.8-1.6-8-5z" />
    <circle class="mark-pupil" cx="16" cy="15.5" r="2.6" />
  </svg>`,
  failed: html`<svg viewBox="0 0 20 20" aria-hidden="true">
    <path d="M7 1h6l6 6v6l-6 6H7l-6-6V7z" />
    <path class="cut" d="m7 7 6 6m0-6-6 6" />
  </svg>`,
  incomplete: html`<svg viewBox="0 0 20 20" aria-hidden="true">
    <path d="M10 1 19.5 18H.5z" />
    <path class="cut" d="M10 7.500v5m0 2.200v.6" />
  </svg>`,
  clean: html`<svg viewBox="0 0 20 20" aria-hidden="true">
    <circle cx="10" cy="10" r="9" />
    <path class="cut" d="m6 10.5 2.8 2.800L14.2 7" />
  </svg>`,
  search: html`<svg viewBox="0 0 20 20" aria-hidden="true" class="line">
    <circle cx="8.5" cy="8.5" r="5.5" />
    <path d="m13 13 5 5" />
  </svg>`,
  theme: html`<svg viewBox="0 0 20 20" aria-hidden="true" class="line">
    <circle cx="10" cy="10" r="7.5" />
    <path class="fill" d="M10 2.500a7.5 7.5 0 0 1 0 15z" />
  </svg>`,
  print: html`<svg viewBox="0 0 20 20" aria-hidden="true" class="line">
    <path d="M5.5 7V2.500h9V7M5.5 14.500h-3V7h15v7.500h-3" />
    <path d="M5.5 11.500h9v6h-9z" />
  </svg>`,
  help: html`<svg viewBox="0 0 20 20" aria-hidden="true" class="line">
    <rect x="1.5" y="4.5" width="17" height="11" rx="2" />
    <path d="M5 8h.1m3.3 0h.1m3.3 0h.1M15 8h.1M6 12h8" />
  </svg>`,
} as const satisfies Record<string, Markup>;
