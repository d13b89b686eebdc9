import { severities } from "../../src/evaluate/rule.ts";
import { verdictWords } from "../../src/evaluate/verdict.ts";
import { html, type Markup } from "./template.ts";

type Part = { name: string; count: number };

/** A bar of parts as an inline picture; the numbers stand beside it in words, so it says nothing to those who cannot see it. */
const stacked = (parts: readonly Part[], whole: number): Markup => {
  let at = 0;
  const pieces = parts
    .filter((part) => part.count > 0)
    .map((part) => {
      const width = (100 * part.count) / Math.max(1, whole);
      const piece = html`<rect
        class="fill-${part.name}"
        x="${at.toFixed(3)}"
        y="0"
        width="${Math.max(0, width - 0.4).toFixed(3)}"
        height="8"
      />`;
      at += width;
      return piece;
    });
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${pieces}</svg>`;
};

const ofWords = <Word extends string>(words: readonly Word[], counts: Partial<Record<Word, number>>): Part[] =>
  words.map((name) => ({ name, count: counts[name] ?? 0 }));

/** `whole`: what the full width stands for; several bars beside each other share it. */
export const severityBar = (counts: Partial<Record<(typeof severities)[number], number>>, whole: number): Markup =>
  stacked(ofWords(severities, counts), whole);

export const verdictBar = (counts: Partial<Record<(typeof verdictWords)[number], number>>): Markup => {
  const parts = ofWords(verdictWords, counts);
  return stacked(
    parts,
    parts.reduce((sum, part) => sum + part.count, 0),
  );
};
