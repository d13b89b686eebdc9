/** Ranges that terminals draw two columns wide (East Asian wide and full-width, emoji). */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26ce, 0x26ce],
  [0x2705, 0x2705],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x2753, 0x2757],
  [0x2795, 0x2797],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f1e6, 0x1f1ff],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

const zero = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

const columns = (char: string): number => {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (zero.test(char)) return 0;
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
};

/** How many columns a text takes. It must have passed `visible`. */
export const widthOf = (text: string): number => {
  let width = 0;
  for (const char of text) width += columns(char);
  return width;
};

/** The text, cut with an ellipsis if it is wider than `width`. */
export const cut = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const char of text) {
    if (used + columns(char) > width - 1) break;
    kept += char;
    used += columns(char);
  }
  return width > 0 ? `${kept}…` : "";
};

export const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));

/** Breaks at spaces; a word that is too long for a line is broken too. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = "";
  const put = (word: string): void => {
    const joined = line === "" ? word : `${line} ${word}`;
    if (widthOf(joined) <= width) line = joined;
    else {
      if (line !== "") lines.push(line);
      line = word;
    }
  };
  for (const word of text.split(" ")) {
    let rest = word;
    while (widthOf(rest) > width && width > 1) {
      const head = cut(rest, width).slice(0, -1);
      put(head === "" ? rest.slice(0, 1) : head);
      rest = rest.slice(head === "" ? 1 : head.length);
    }
    put(rest);
  }
  return [...lines, line];
};
