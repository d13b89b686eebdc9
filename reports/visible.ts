/**
 * Control characters (C0, DEL, and C1 with its one-byte CSI U+009B), line separators, characters that turn or hide text, and halves of
 * surrogate pairs. Joiners stay: scripts and emoji need them.
 */
const unsafe =
  /\p{Cc}|\p{Zl}|\p{Zp}|\p{Surrogate}|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const shown = (char: string): string => {
  if (char === "\n") return "\\n";
  if (char === "\r") return "\\r";
  if (char === "\t") return "\\t";
  const code = char.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
};

/** Text from outside, so that all of it is seen and none of it acts: the one sink of everything that goes to a terminal. */
export const visible = (text: string): string => text.replaceAll(unsafe, shown);
